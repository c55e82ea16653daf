-- Which tables can be those in which tools keep what they have applied: by name ($1) or by a telling column ($2)?
select
    relation.oid::pg_catalog.int8 as oid,
    place.nspname::pg_catalog.text as schema,
    relation.relname::pg_catalog.text as name,
    pg_catalog.array_agg(attribute.attname::pg_catalog.text order by attribute.attnum) as columns,
    -- To write a value of a type that somebody made as text can run what that somebody wrote.
    pg_catalog.bool_and(type.typnamespace = pg_catalog.to_regnamespace('pg_catalog')) as plain,
    pg_catalog.has_schema_privilege(place.oid, 'usage')
        and pg_catalog.bool_and(
            pg_catalog.has_column_privilege(relation.oid, attribute.attnum, 'select')
        ) as readable,
    pg_catalog.row_security_active(relation.oid) as hides
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    join pg_catalog.pg_attribute as attribute
        on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
    join pg_catalog.pg_type as type on type.oid = attribute.atttypid
where
    relation.relkind = 'r'
    and relation.relpersistence <> 't'
    and place.nspname <> 'information_schema'
    and place.nspname !~ '^pg_'
    and (
        relation.relname = any ($1::pg_catalog.text[])
        or exists (
            select
            from pg_catalog.pg_attribute as telling
            where
                telling.attrelid = relation.oid
                and telling.attnum > 0
                and not telling.attisdropped
                and telling.attname = any ($2::pg_catalog.text[])
        )
    )
group by relation.oid, place.oid, place.nspname, relation.relname
order by place.nspname, relation.relname
