-- What do the statistics say of each table, and may the role count its rows?
select
    relation.oid::pg_catalog.int8 as id,
    place.nspname::pg_catalog.text as schema,
    relation.relname::pg_catalog.text as name,
    relation.relkind = 'p' as partitioned,
    parent.inhparent::pg_catalog.int8 as parent,
    relation.reltuples::pg_catalog.float8 as row_estimate,
    greatest(relation.relpages, 0)::pg_catalog.int8 as pages,
    pg_catalog.pg_stat_get_live_tuples(relation.oid) as live_rows,
    pg_catalog.pg_stat_get_dead_tuples(relation.oid) as dead_rows,
    pg_catalog.pg_stat_get_numscans(relation.oid) as sequential_scans,
    coalesce(own.scans, 0)::pg_catalog.int8 as index_scans,
    (pg_catalog.pg_stat_get_blocks_fetched(relation.oid) + coalesce(own.fetched, 0))::pg_catalog.int8 as blocks_fetched,
    (pg_catalog.pg_stat_get_blocks_hit(relation.oid) + coalesce(own.hit, 0))::pg_catalog.int8 as blocks_hit,
    (greatest(relation.relpages, 0) + greatest(toast.relpages, 0) + coalesce(own.pages, 0))::pg_catalog.int8
        * pg_catalog.current_setting('block_size')::pg_catalog.int8 as counted_bytes,
    coalesce(own.pages, 0)::pg_catalog.int8
        * pg_catalog.current_setting('block_size')::pg_catalog.int8 as counted_index_bytes,
    pg_catalog.current_setting('block_size')::pg_catalog.int8 as block_bytes,
    (
        select option.option_value::pg_catalog.int8
        from pg_catalog.pg_options_to_table(relation.reloptions) as option
        where option.option_name = 'fillfactor'
    ) as fill_factor,
    pg_catalog.has_schema_privilege(place.oid, 'usage')
        and pg_catalog.has_any_column_privilege(relation.oid, 'select') as readable,
    pg_catalog.row_security_active(relation.oid) as hides
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    left join pg_catalog.pg_class as toast on toast.oid = relation.reltoastrelid and relation.reltoastrelid <> 0
    left join pg_catalog.pg_inherits as parent on parent.inhrelid = relation.oid and relation.relispartition
    left join (
        select
            entry.indrelid,
            pg_catalog.sum(pg_catalog.pg_stat_get_numscans(entry.indexrelid)) as scans,
            pg_catalog.sum(pg_catalog.pg_stat_get_blocks_fetched(entry.indexrelid)) as fetched,
            pg_catalog.sum(pg_catalog.pg_stat_get_blocks_hit(entry.indexrelid)) as hit,
            pg_catalog.sum(greatest(index.relpages, 0)) as pages
        from
            pg_catalog.pg_index as entry
            join pg_catalog.pg_class as index on index.oid = entry.indexrelid
        group by entry.indrelid
    ) as own on own.indrelid = relation.oid
where
    relation.relkind in ('r', 'p')
    and relation.relpersistence <> 't'
    and place.nspname <> 'information_schema'
    and place.nspname !~ '^pg_'
