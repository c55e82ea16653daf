-- Which CHECK constraints has each domain?
select
  k.contypid::int8 as domain,
  k.conname::text as name,
  pg_catalog.pg_get_constraintdef(k.oid) as definition,
  k.convalidated as validated
from pg_catalog.pg_constraint k
where k.contypid <> 0 and k.contype = 'c'
