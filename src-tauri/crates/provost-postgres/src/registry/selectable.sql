-- May the role select these columns ($3) of the table $2 in the governance schema ($1)?
select
    coalesce(
        pg_catalog.bool_and(pg_catalog.has_column_privilege(relation.oid, attribute.attnum, 'select')), false
    ) as selectable
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attname = any ($3)
where
    space.nspname = $1 and relation.relname = $2 and not attribute.attisdropped
