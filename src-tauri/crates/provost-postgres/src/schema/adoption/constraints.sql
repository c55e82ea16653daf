-- Which constraints has a table ($2) of a schema ($1), beside those that only demand a value?
select
    held.conname::pg_catalog.text as name,
    held.contype::pg_catalog.text as kind,
    pg_catalog.pg_get_constraintdef(held.oid) as definition,
    pg_catalog.pg_get_expr(held.conbin, held.conrelid) as expression,
    array(
        select attribute.attname::pg_catalog.text
        from pg_catalog.unnest(held.conkey) with ordinality as key (number, position)
        join pg_catalog.pg_attribute as attribute
            on attribute.attrelid = held.conrelid and attribute.attnum = key.number
        order by key.position
    ) as columns,
    target.relname::pg_catalog.text as target,
    array(
        select attribute.attname::pg_catalog.text
        from pg_catalog.unnest(held.confkey) with ordinality as key (number, position)
        join pg_catalog.pg_attribute as attribute
            on attribute.attrelid = held.confrelid and attribute.attnum = key.number
        order by key.position
    ) as target_columns
from
    pg_catalog.pg_constraint as held
    join pg_catalog.pg_class as relation on relation.oid = held.conrelid
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    left join pg_catalog.pg_class as target on target.oid = held.confrelid
where place.nspname = $1 and relation.relname = $2 and held.contype in ('p', 'u', 'f', 'c', 'x')
order by held.conname
