-- By what is each partitioned table divided, and which part does each partition hold?
select
  c.oid::int8 as relation,
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,
  case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end as partition_bound
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'f') and (c.relkind = 'p' or c.relispartition)
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
