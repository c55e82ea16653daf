-- Which of the tables $2 does the governance schema ($1) have?
select
    relation.relname::text as name
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
where
    space.nspname = $1
    and relation.relname = any ($2)
    and relation.relkind in ('r', 'p')
