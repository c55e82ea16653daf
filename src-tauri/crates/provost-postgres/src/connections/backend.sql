-- Since when has the backend of this transaction been there, and how is its own line protected?
select
    activity.pid,
    extract(epoch from pg_catalog.clock_timestamp() - activity.backend_start)::pg_catalog.float8 as age,
    protection.ssl as protected,
    protection.version,
    protection.cipher
from
    pg_catalog.pg_stat_activity as activity
    left join pg_catalog.pg_stat_ssl as protection on protection.pid = activity.pid
where activity.pid = pg_catalog.pg_backend_pid()
