-- Which foreign keys lead from tables outside of a schema ($1) to its tables with rows of tenants, on which columns?
select
    child.oid::pg_catalog.regclass::pg_catalog.text as child,
    parent.relname::pg_catalog.text as parent,
    case when parent.relname = 'tenants' then 'id' else 'tenant_id' end as tenant_column,
    pg_catalog.string_agg(
        pg_catalog.format('child.%I operator(pg_catalog.=) parent.%I', own.attname, other.attname),
        ' and ' order by pair.place
    ) as matches
from pg_catalog.pg_constraint as key
join pg_catalog.pg_class as child on child.oid = key.conrelid
join pg_catalog.pg_class as parent on parent.oid = key.confrelid
join pg_catalog.pg_namespace as n on n.oid = parent.relnamespace
cross join lateral pg_catalog.generate_subscripts(key.conkey, 1) as pair (place)
join pg_catalog.pg_attribute as own on own.attrelid = key.conrelid and own.attnum = key.conkey[pair.place]
join pg_catalog.pg_attribute as other on other.attrelid = key.confrelid and other.attnum = key.confkey[pair.place]
where key.contype = 'f'
and key.conparentid = 0
and n.nspname = $1
and child.relnamespace <> parent.relnamespace
and exists (
    select from pg_catalog.pg_attribute as a
    where a.attrelid = parent.oid
    and a.attname = case when parent.relname = 'tenants' then 'id' else 'tenant_id' end
    and not a.attisdropped
)
group by key.oid, child.oid, parent.relname
order by 1, 2, key.oid
