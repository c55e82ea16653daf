-- Stops what the backends ($1) are doing, when it is work of this role: how many of them were still at it?
select pg_catalog.count(pg_catalog.pg_cancel_backend(activity.pid))
from pg_catalog.pg_stat_activity as activity
where activity.pid = any ($1) and activity.state = 'active' and activity.pid <> pg_catalog.pg_backend_pid()
