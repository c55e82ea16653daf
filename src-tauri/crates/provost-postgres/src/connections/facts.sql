-- Which server is this, and what may the role that is logged in do there? $1 is the governance schema.
select
    pg_catalog.current_setting('server_version') as server_version,
    pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as server_version_number,
    own.rolname::pg_catalog.text as role,
    pg_catalog.current_database()::pg_catalog.text as database,
    pg_catalog.pg_is_in_recovery() as standby,
    own.rolsuper as superuser,
    own.rolsuper or own.rolbypassrls as bypasses_row_security,
    pg_catalog.pg_has_role(own.oid, 'pg_monitor', 'USAGE') as monitors,
    (select extension.extversion from pg_catalog.pg_extension as extension where extension.extname = 'vector') as pgvector,
    exists (
        select from pg_catalog.pg_available_extensions as available where available.name = 'vector'
    ) as pgvector_available,
    exists (select from pg_catalog.pg_namespace as namespace where namespace.nspname = $1) as governance_schema
from pg_catalog.pg_roles as own
where own.rolname = current_user
