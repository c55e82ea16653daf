-- How does archiving of the write-ahead log go?
select
  coalesce(a.archived_count, 0) as archived,
  coalesce(a.failed_count, 0) as failed,
  a.last_archived_time as last_archived,
  a.last_failed_time as last_failed
from pg_catalog.pg_stat_archiver a
