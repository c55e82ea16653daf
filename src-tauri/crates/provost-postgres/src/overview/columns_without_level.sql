-- How many columns of the database's tables have which confirmed privacy level (where tenants disagree, the strictest), how many
-- only a suggested one, and how many none? And how many levels name no such column?
with
    columns as (
        select space.nspname::text as schema_name, relation.relname::text as table_name, attribute.attname::text as field_name
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
    ),
    levels as (
        select
            privacy.schema_name,
            privacy.table_name,
            privacy.field_name,
            pg_catalog.max(pg_catalog.array_position(array['public', 'internal', 'confidential', 'restricted'], privacy.privacy_level))
                filter (where privacy.confirmed_at is not null) as rank
        from governance.ai_data_privacy as privacy
        group by privacy.schema_name, privacy.table_name, privacy.field_name
    ),
    judged as (
        select
            columns.field_name is not null as is_there,
            levels.field_name is not null as is_named,
            (array['public', 'internal', 'confidential', 'restricted'])[levels.rank] as level
        from columns
            full join levels using (schema_name, table_name, field_name)
    )
(
    select 'level' as kind, judged.level as label, pg_catalog.count(*)::float8 as value
    from judged where judged.is_there and judged.level is not null
    group by judged.level
    order by judged.level
)
union all
select 'suggested', '', pg_catalog.count(*)::float8 from judged where judged.is_there and judged.is_named and judged.level is null
union all
select 'without', '', pg_catalog.count(*)::float8 from judged where judged.is_there and not judged.is_named
union all
select 'stray', '', pg_catalog.count(*)::float8 from judged where not judged.is_there
