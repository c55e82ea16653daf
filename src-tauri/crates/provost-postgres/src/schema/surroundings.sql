-- Which server is this, what may the role do in the database and in the governance schema ($1), and did we make that schema ($2)?
select
    pg_catalog.current_setting('server_version') as server_version,
    pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as server_version_number,
    pg_catalog.current_database()::pg_catalog.text as database,
    own.rolname::pg_catalog.text as role,
    pg_catalog.pg_is_in_recovery() as standby,
    own.rolsuper as superuser,
    pg_catalog.has_database_privilege(own.oid, pg_catalog.current_database(), 'create') as may_create_schema,
    wanted.oid is not null as schema_exists,
    coalesce(pg_catalog.obj_description(wanted.oid, 'pg_namespace') = $2, false) as schema_is_ours,
    coalesce(pg_catalog.has_schema_privilege(own.oid, wanted.oid, 'usage'), false) as may_use,
    coalesce(pg_catalog.has_schema_privilege(own.oid, wanted.oid, 'create'), false) as may_create,
    -- Supabase: identity calls auth.uid().
    exists (
        select from pg_catalog.pg_proc as function
        join pg_catalog.pg_namespace as place on place.oid = function.pronamespace
        where place.nspname = 'auth' and function.proname = 'uid' and function.pronargs = 0
            and not (
                pg_catalog.has_schema_privilege(own.oid, place.oid, 'usage')
                and pg_catalog.has_function_privilege(own.oid, function.oid, 'execute')
            )
    ) as may_not_ask_auth
from
    pg_catalog.pg_roles as own
    left join pg_catalog.pg_namespace as wanted on wanted.nspname = $1
where own.rolname = current_user
