-- Who reads, at what moment, and what stands between the role and the rows of the governance schema ($1)?
select
    pg_catalog.to_char(pg_catalog.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as taken_at,
    pg_catalog.current_database()::text as database,
    current_user::text as role,
    space.oid is not null as schema_exists,
    coalesce(pg_catalog.has_schema_privilege(space.oid, 'usage'), false) as schema_usable,
    not (me.rolsuper or me.rolbypassrls) as bound,
    exists (
        select from pg_catalog.pg_type as type
        where type.typnamespace = space.oid and type.typname = 'every_tenant_reader'
            and type.typacl is not null and pg_catalog.has_type_privilege(type.oid, 'usage')
            and not exists (select from pg_catalog.aclexplode(type.typacl) as granted where granted.grantee = 0)
    ) as reads_every_tenant,
    -- What the policies ask, they ask as the role: without these rights each of them fails.
    not exists (
        select from pg_catalog.pg_class as relation
        where relation.relnamespace = space.oid and relation.relname = 'tenant_members'
            and not pg_catalog.has_table_privilege(relation.oid, 'select')
    ) and not exists (
        select from pg_catalog.pg_proc as function
        where function.pronamespace = space.oid and function.pronargs = 0
            and function.proname in ('current_user_id', 'current_tenant_id', 'may_read_every_tenant')
            and not pg_catalog.has_function_privilege(function.oid, 'execute')
    ) as policies_answer,
    exists (
        select from pg_catalog.pg_proc as function
        where function.pronamespace = space.oid and function.pronargs = 0 and function.proname = 'current_tenant_id'
    ) as asks_for_tenant
from
    pg_catalog.pg_roles as me
    left join pg_catalog.pg_namespace as space on space.nspname = $1
where
    me.rolname = current_user
