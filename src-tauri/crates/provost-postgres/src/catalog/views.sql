-- What is the query of each view and materialised view?
select c.oid::int8 as relation, pg_catalog.pg_get_viewdef(c.oid) as definition
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
