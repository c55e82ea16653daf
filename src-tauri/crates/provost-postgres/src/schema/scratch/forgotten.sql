-- Which scratch databases and roles did a run leave behind that ended more than a day ago?
select found.name, found.is_database
from
    (
        select database.datname::text, true from pg_catalog.pg_database as database
        union all
        select role.rolname::text, false from pg_catalog.pg_roles as role
    ) as found (name, is_database)
where
    found.name operator(pg_catalog.~) '^scratch_[0-9]{14}_[0-9a-f]{12}$'
    and pg_catalog.substr(found.name, 9, 14) < pg_catalog.to_char(
        pg_catalog.timezone('UTC', pg_catalog.clock_timestamp() - interval '1 day'), 'YYYYMMDDHH24MISS'
    )
order by found.is_database desc, found.name
