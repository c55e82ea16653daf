-- How many connections do clients have, and how many may they have: of the server, of the database and of the role where these have limits of their own?
with
    own as (
        select role.oid as role, database.oid as database, role.rolsuper, role.rolconnlimit, database.datconnlimit
        from pg_catalog.pg_roles as role, pg_catalog.pg_database as database
        where role.rolname = current_user and database.datname = pg_catalog.current_database()
    ),
    limits as (
        select
            1 as place,
            'server' as scope,
            pg_catalog.current_setting('max_connections')::pg_catalog.int8
                - pg_catalog.current_setting('superuser_reserved_connections')::pg_catalog.int8
                -- PostgreSQL 16 has these too.
                - coalesce(pg_catalog.current_setting('reserved_connections', true), '0')::pg_catalog.int8 as allowed,
            null::pg_catalog.oid as role,
            null::pg_catalog.oid as database
        union all
        -- Neither limit holds for superusers.
        select 2, 'database', datconnlimit, null, database from own where datconnlimit >= 0 and not rolsuper
        union all
        select 3, 'role', rolconnlimit, role, null from own where rolconnlimit >= 0 and not rolsuper
    )
select
    limits.scope,
    limits.allowed,
    pg_catalog.count(*) filter (where activity.backend_type = 'client backend') as used,
    -- What others' sessions are is told only to those who may monitor.
    pg_catalog.count(*) filter (where activity.backend_type is null and activity.usesysid is not null) as unseen
from
    limits
    left join pg_catalog.pg_stat_activity as activity
        on (limits.role is null or activity.usesysid = limits.role)
        and (limits.database is null or activity.datid = limits.database)
group by limits.place, limits.scope, limits.allowed
order by limits.place
