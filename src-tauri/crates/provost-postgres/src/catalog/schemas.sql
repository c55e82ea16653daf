-- Which schemas are there besides those of the system and of temporary tables?
select
  n.nspname::text as name,
  pg_catalog.pg_get_userbyid(n.nspowner)::text as owner,
  s.description as comment,
  coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))::text as acl,
  x.extname::text as extension,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usable
from pg_catalog.pg_namespace n
left join pg_catalog.pg_description s
  on s.objoid = n.oid and s.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and s.objsubid = 0
left join pg_catalog.pg_depend d
  on d.objid = n.oid and d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_extension x on x.oid = d.refobjid
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
