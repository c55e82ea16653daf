-- Which columns of the database's tables have no confirmed privacy level, and what is suggested for them?
select
    space.nspname::text as "Schema",
    relation.relname::text as "Table",
    attribute.attname::text as "Column",
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) as "Type",
    (
        select pg_catalog.string_agg(distinct privacy.privacy_level, ', ')
        from governance.ai_data_privacy as privacy
        where privacy.schema_name = space.nspname and privacy.table_name = relation.relname
            and privacy.field_name = attribute.attname
    ) as "Suggested level"
from pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
    join pg_catalog.pg_attribute as attribute on attribute.attrelid = relation.oid
where relation.relkind in ('r', 'p', 'f')
    and not relation.relispartition
    and relation.relpersistence <> 't'
    and attribute.attnum > 0
    and not attribute.attisdropped
    and space.nspname not in ('pg_catalog', 'information_schema')
    and space.nspname not like 'pg\_toast%'
    and space.oid <> (select own.relnamespace from pg_catalog.pg_class as own
                      where own.oid = 'governance.ai_data_privacy'::pg_catalog.regclass)
    and not exists (
        select from pg_catalog.pg_depend as dependency
        where dependency.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            and dependency.objid = relation.oid and dependency.deptype = 'e'
    )
    and (space.nspname, relation.relname, attribute.attname) not in (
        select privacy.schema_name, privacy.table_name, privacy.field_name
        from governance.ai_data_privacy as privacy
        where privacy.confirmed_at is not null
    )
order by 1, 2, attribute.attnum
