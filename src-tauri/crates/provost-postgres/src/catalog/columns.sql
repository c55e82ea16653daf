-- Which columns has each relation?
select
  a.attrelid::int8 as relation,
  a.attname::text as name,
  a.attnum as position,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as data_type,
  t.typname::text as type_name,
  y.nspname::text as type_schema,
  a.attnotnull as not_null,
  a.attidentity::text as identity,
  a.attgenerated::text as generated,
  z.nspname::text as collation_schema,
  l.collname::text as collation_name,
  a.attstorage::text as storage,
  nullif(a.attstattarget::int4, -1) as statistics_target,
  s.description as comment,
  a.attacl::text as acl,
  a.attinhcount > 0 as inherited
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type t on t.oid = a.atttypid
join pg_catalog.pg_namespace y on y.oid = t.typnamespace
left join pg_catalog.pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation
left join pg_catalog.pg_namespace z on z.oid = l.collnamespace
left join pg_catalog.pg_description s
  on s.objoid = a.attrelid and s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.objsubid = a.attnum
where a.attnum > 0 and not a.attisdropped
  and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
