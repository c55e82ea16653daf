-- Which sessions of other clients are there? Their statements are not read. Provost's own sessions of the same role are
-- left out.
select
  coalesce(a.usename::text, '') as role,
  coalesce(a.datname::text, '') as database,
  coalesce(a.application_name, '') as application,
  pg_catalog.host(a.client_addr) as address,
  coalesce(t.ssl, false) as tls,
  coalesce(a.state, '') as state,
  extract(epoch from pg_catalog.clock_timestamp() - a.xact_start)::int8 as transaction_seconds,
  extract(epoch from pg_catalog.clock_timestamp() - a.state_change)::int8 as state_seconds,
  case when a.wait_event_type = 'Lock' then pg_catalog.cardinality(pg_catalog.pg_blocking_pids(a.pid)) else 0 end::int8 as blocked_by
from pg_catalog.pg_stat_activity a
left join pg_catalog.pg_stat_ssl t on t.pid = a.pid
where a.backend_type = 'client backend' and a.pid <> pg_catalog.pg_backend_pid()
  and not (a.application_name = 'provost' and a.usename = current_user)
