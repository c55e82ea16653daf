-- Waits until no other copy loads or removes the sample company.
select pg_catalog.pg_advisory_xact_lock(7091, 3)
