-- Which tables of a schema ($1) hold rows of tenants, and by which column?
select
    c.relname::pg_catalog.text as name,
    a.attname::pg_catalog.text as tenant_column
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_attribute as a
    on a.attrelid = c.oid
    and a.attname = case when c.relname = 'tenants' then 'id' else 'tenant_id' end
    and a.atttypid = 'pg_catalog.uuid'::pg_catalog.regtype
    and not a.attisdropped
where n.nspname = $1
and c.relkind in ('r', 'p')
and not c.relispartition
order by c.relname
