-- Which collations that columns use have another version in the operating system now than when their indexes were built?
select n.nspname::text as schema, l.collname::text as name, l.collversion as recorded,
  pg_catalog.pg_collation_actual_version(l.oid) as actual
from pg_catalog.pg_collation l
join pg_catalog.pg_namespace n on n.oid = l.collnamespace
where l.collversion is not null
  and l.oid in (select a.attcollation from pg_catalog.pg_attribute a where a.attcollation <> 0)
  and l.collversion <> pg_catalog.pg_collation_actual_version(l.oid)
