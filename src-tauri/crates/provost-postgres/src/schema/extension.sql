-- Is an extension ($1) installed, where, can it be had on this server, and may the role create it?
select
    installed.extversion as version,
    place.nspname::pg_catalog.text as schema,
    offered.default_version as offered,
    coalesce(
        own.rolsuper
        or not best.superuser
        or (best.trusted and pg_catalog.has_database_privilege(own.oid, pg_catalog.current_database(), 'create')),
        false
    ) as may_create
from
    pg_catalog.pg_roles as own
    left join pg_catalog.pg_extension as installed on installed.extname = $1
    left join pg_catalog.pg_namespace as place on place.oid = installed.extnamespace
    left join pg_catalog.pg_available_extensions as offered on offered.name = $1
    left join pg_catalog.pg_available_extension_versions as best
        on best.name = offered.name and best.version = offered.default_version
where own.rolname = current_user
