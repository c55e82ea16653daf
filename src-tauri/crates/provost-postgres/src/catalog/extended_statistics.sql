-- Which extended statistics objects are there?
select
  n.nspname::text as schema,
  s.stxname::text as name,
  m.nspname::text as table_schema,
  c.relname::text as table_name,
  pg_catalog.pg_get_statisticsobjdef(s.oid) as definition,
  nullif(s.stxstattarget::int4, -1) as target
from pg_catalog.pg_statistic_ext s
join pg_catalog.pg_namespace n on n.oid = s.stxnamespace
join pg_catalog.pg_class c on c.oid = s.stxrelid
join pg_catalog.pg_namespace m on m.oid = c.relnamespace
