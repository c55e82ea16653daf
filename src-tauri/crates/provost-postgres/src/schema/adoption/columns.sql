-- Which columns has a table ($2) of a schema ($1), in their order?
select
    attribute.attname::pg_catalog.text as name,
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) as data_type,
    attribute.attnotnull as not_null,
    pg_catalog.pg_get_expr(value.adbin, value.adrelid) as expression,
    attribute.attgenerated <> '' as generated,
    attribute.attidentity <> '' as identity
from
    pg_catalog.pg_attribute as attribute
    join pg_catalog.pg_class as relation on relation.oid = attribute.attrelid
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    left join pg_catalog.pg_attrdef as value
        on value.adrelid = attribute.attrelid and value.adnum = attribute.attnum
where
    place.nspname = $1 and relation.relname = $2 and attribute.attnum > 0 and not attribute.attisdropped
order by attribute.attnum
