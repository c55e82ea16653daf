-- Does the database have tables beside these ($1), other than those that belong to extensions?
select
    exists (
        select
        from
            pg_catalog.pg_class as relation
            join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
        where
            relation.relkind in ('r', 'p')
            and relation.relpersistence <> 't'
            and place.nspname <> 'information_schema'
            and place.nspname !~ '^pg_'
            and relation.oid::pg_catalog.int8 <> all ($1::pg_catalog.int8[])
            and not exists (
                select
                from pg_catalog.pg_depend as belonging
                where
                    belonging.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    and belonging.objid = relation.oid
                    and belonging.deptype = 'e'
            )
    )
