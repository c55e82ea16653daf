-- Which of these tables ($2) are in the governance schema ($1), with which columns, and may the role read them?
select
    relation.relname::text as name,
    relation.relkind in ('r', 'p') as is_table,
    pg_catalog.has_table_privilege(relation.oid, 'select') as readable,
    relation.relrowsecurity as has_policies,
    array(
        select attribute.attname::text
        from pg_catalog.pg_attribute as attribute
        where attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
        order by attribute.attnum
    ) as columns
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
where
    space.nspname = $1
    and relation.relname = any ($2)
    and relation.relkind in ('r', 'p', 'v', 'm', 'f')
order by
    1
