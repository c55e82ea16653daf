-- How often was each table read and written since the statistics were reset?
select
  c.oid::int8 as relation,
  pg_catalog.pg_stat_get_numscans(c.oid) as sequential_scans,
  pg_catalog.pg_stat_get_tuples_returned(c.oid) as sequential_rows,
  coalesce(i.scans, 0)::int8 as index_scans,
  pg_catalog.pg_stat_get_tuples_inserted(c.oid) as inserted,
  pg_catalog.pg_stat_get_tuples_updated(c.oid) as updated,
  pg_catalog.pg_stat_get_tuples_deleted(c.oid) as deleted,
  pg_catalog.pg_stat_get_live_tuples(c.oid) as live_rows,
  pg_catalog.pg_stat_get_dead_tuples(c.oid) as dead_rows,
  pg_catalog.pg_stat_get_mod_since_analyze(c.oid) as changed_since_analyze,
  greatest(pg_catalog.pg_stat_get_last_vacuum_time(c.oid), pg_catalog.pg_stat_get_last_autovacuum_time(c.oid)) as last_vacuum,
  greatest(pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid)) as last_analyze
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join (
  select x.indrelid, sum(pg_catalog.pg_stat_get_numscans(x.indexrelid)) as scans
  from pg_catalog.pg_index x group by x.indrelid
) i on i.indrelid = c.oid
where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
