-- Which foreign servers are there? Options that could hold a secret are replaced before they leave the server.
select
  s.srvname::text as name,
  w.fdwname::text as wrapper,
  pg_catalog.pg_get_userbyid(s.srvowner)::text as owner,
  array(
    select case
      when o.entry ~* '^[^=]*(pass|secret|token|key|cred)' or o.entry ~* '(pass(word|wd|phrase)?|secret|token|api_?key|credential)\s*[=:]'
        or o.entry ~ '://[^/@]*:[^/@]*@'
      then pg_catalog.split_part(o.entry, '=', 1) || '=(left out)' else o.entry end
    from pg_catalog.unnest(s.srvoptions) with ordinality o(entry, place) order by o.place
  ) as options,
  (select count(*) from pg_catalog.pg_user_mappings m where m.srvid = s.oid) as user_mappings,
  coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner))::text as acl
from pg_catalog.pg_foreign_server s
join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
