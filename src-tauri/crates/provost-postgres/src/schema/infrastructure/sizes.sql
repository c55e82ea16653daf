-- How many bytes do these tables ($1) and their indexes take now? Asking would wait for whoever has locked one, so those are left out.
select
    relation.oid::pg_catalog.int8 as id,
    pg_catalog.pg_total_relation_size(relation.oid) as bytes,
    pg_catalog.pg_indexes_size(relation.oid) as index_bytes
from pg_catalog.pg_class as relation
where
    relation.oid::pg_catalog.int8 = any ($1::pg_catalog.int8[])
    and not exists (
        select
        from pg_catalog.pg_locks as taken
        where
            taken.locktype = 'relation'
            and taken.mode = 'AccessExclusiveLock'
            and taken.database = (
                select own.oid from pg_catalog.pg_database as own where own.datname = pg_catalog.current_database()
            )
            and (
                taken.relation = relation.oid
                or taken.relation in (
                    select entry.indexrelid from pg_catalog.pg_index as entry where entry.indrelid = relation.oid
                )
            )
    )
