-- Which extensions are installed?
select
  x.extname::text as name,
  n.nspname::text as schema,
  x.extversion as version,
  s.description as comment
from pg_catalog.pg_extension x
join pg_catalog.pg_namespace n on n.oid = x.extnamespace
left join pg_catalog.pg_description s
  on s.objoid = x.oid and s.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass and s.objsubid = 0
