-- Which tables, views, materialised views and foreign tables are there, and what does pg_class say of each?
select
  c.oid::int8 as id,
  n.nspname::text as schema,
  c.relname::text as name,
  c.relkind::text as kind,
  pg_catalog.pg_get_userbyid(c.relowner)::text as owner,
  c.relpersistence::text as persistence,
  s.description as comment,
  x.extname::text as extension,
  c.reltuples::float8 as row_estimate,
  c.relpages = 0 as no_pages,
  (greatest(c.relpages, 0)::int8 + coalesce(greatest(o.relpages, 0), 0)::int8)
    * pg_catalog.current_setting('block_size')::int8 as table_bytes,
  c.relrowsecurity as row_security,
  c.relforcerowsecurity as force_row_security,
  c.relispartition as partition,
  coalesce(c.reloptions, '{}') as options,
  c.relreplident::text as replica_identity,
  m.amname::text as access_method,
  t.spcname::text as tablespace,
  v.srvname::text as foreign_server,
  array(
    select case
      when f.entry ~* '^[^=]*(pass|secret|token|key|cred)' or f.entry ~* '(pass(word|wd|phrase)?|secret|token|api_?key|credential)\s*[=:]'
        or f.entry ~ '://[^/@]*:[^/@]*@'
      then pg_catalog.split_part(f.entry, '=', 1) || '=(left out)' else f.entry end
    from pg_catalog.unnest(e.ftoptions) with ordinality f(entry, place) order by f.place
  ) as foreign_options,
  case when c.relfrozenxid <> '0'::pg_catalog.xid then pg_catalog.age(c.relfrozenxid)::int8 end as frozen_xid_age,
  coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))::text as acl
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_class o on o.oid = c.reltoastrelid and c.reltoastrelid <> 0
left join pg_catalog.pg_description s
  on s.objoid = c.oid and s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.objsubid = 0
left join pg_catalog.pg_depend d
  on d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0 and d.deptype = 'e'
left join pg_catalog.pg_extension x on x.oid = d.refobjid
left join pg_catalog.pg_am m on m.oid = c.relam
left join pg_catalog.pg_tablespace t on t.oid = c.reltablespace
left join pg_catalog.pg_foreign_table e on e.ftrelid = c.oid
left join pg_catalog.pg_foreign_server v on v.oid = e.ftserver
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
