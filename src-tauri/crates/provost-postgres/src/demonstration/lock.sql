-- Waits until no other copy loads the demonstration.
select pg_catalog.pg_advisory_xact_lock(7091, 1)
