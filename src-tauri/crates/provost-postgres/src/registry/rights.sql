-- What may the role do with the table $2 of the governance schema ($1)?
select
    pg_catalog.has_table_privilege(relation.oid, 'insert') as may_insert,
    pg_catalog.has_table_privilege(relation.oid, 'update') as may_update,
    pg_catalog.has_table_privilege(relation.oid, 'delete') as may_delete
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
where
    space.nspname = $1
    and relation.relname = $2
    and relation.relkind in ('r', 'p')
