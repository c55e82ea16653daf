-- Waits until no other run makes or drops roles for scratch databases, until this transaction ends.
select pg_catalog.pg_advisory_xact_lock(8102100012)
