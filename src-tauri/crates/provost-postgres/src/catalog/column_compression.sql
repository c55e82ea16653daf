-- Which columns carry a compression method of their own? (PostgreSQL 14 and later)
select a.attrelid::int8 as relation, a.attnum as position,
  case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' else a.attcompression::text end as compression
from pg_catalog.pg_attribute a
where a.attcompression <> '' and a.attnum > 0 and not a.attisdropped
