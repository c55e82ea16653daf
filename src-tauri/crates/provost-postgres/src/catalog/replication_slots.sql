-- Which replication slots are there, and how much of the write-ahead log does each hold back?
select
  s.slot_name::text as name,
  s.slot_type as kind,
  s.active,
  pg_catalog.pg_wal_lsn_diff(
    case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_replay_lsn() else pg_catalog.pg_current_wal_lsn() end,
    s.restart_lsn)::int8 as retained_bytes,
  s.wal_status
from pg_catalog.pg_replication_slots s
