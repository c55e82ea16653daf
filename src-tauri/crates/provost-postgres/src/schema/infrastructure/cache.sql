-- How were the database's blocks found, what was written and undone in it, and since when is that counted?
select
    own.blks_hit,
    own.blks_read,
    own.xact_commit,
    own.xact_rollback,
    own.deadlocks,
    coalesce(own.stats_reset::pg_catalog.text, 'never') as counted_since
from pg_catalog.pg_stat_database as own
where own.datname = pg_catalog.current_database()
