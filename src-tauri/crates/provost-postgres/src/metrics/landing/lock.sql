-- Waits until no other import goes on for a tenant ($2) of the governance schema ($1): two of the same file would not see each
-- other's rows.
select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('provost metrics ' || $1 || ' ' || $2::text, 0))::text
