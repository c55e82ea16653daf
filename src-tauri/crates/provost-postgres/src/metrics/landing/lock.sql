-- Waits until no other import goes on in the governance schema ($1): two of the same file would not see each other's rows.
select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('provost metrics ' || $1, 0))::text
