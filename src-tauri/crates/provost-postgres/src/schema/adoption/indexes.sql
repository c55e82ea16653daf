-- Which indexes has a table ($2) of a schema ($1) that no constraint brought, and which have what definition?
select
    indexed.relname::pg_catalog.text as name,
    "index".indisunique as is_unique,
    pg_catalog.pg_get_indexdef("index".indexrelid) as definition
from
    pg_catalog.pg_index as "index"
    join pg_catalog.pg_class as indexed on indexed.oid = "index".indexrelid
    join pg_catalog.pg_class as relation on relation.oid = "index".indrelid
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
where
    place.nspname = $1
    and relation.relname = $2
    and "index".indisvalid
    and not exists (
        select from pg_catalog.pg_constraint as held
        where held.conindid = "index".indexrelid and held.conrelid = relation.oid
    )
order by indexed.relname
