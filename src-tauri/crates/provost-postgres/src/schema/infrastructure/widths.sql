-- How wide are the columns of the tables that are kept in PostgreSQL's own form, as ANALYZE last saw them?
select
    relation.oid::pg_catalog.int8 as id,
    attribute.attisdropped as dropped,
    attribute.attlen > 0 as fixed,
    case attribute.attalign when 'c' then 1 when 's' then 2 when 'i' then 4 else 8 end::pg_catalog.int4 as alignment,
    seen.null_frac::pg_catalog.float8 as null_share,
    seen.avg_width::pg_catalog.float8 as width
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    join pg_catalog.pg_am as method on method.oid = relation.relam and method.amname = 'heap'
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid and attribute.attnum > 0
    left join pg_catalog.pg_stats as seen
        on seen.schemaname = place.nspname
        and seen.tablename = relation.relname
        and seen.attname = attribute.attname
        and not seen.inherited
where
    relation.relkind = 'r'
    and relation.relpersistence <> 't'
    and place.nspname <> 'information_schema'
    and place.nspname !~ '^pg_'
order by relation.oid, attribute.attnum
