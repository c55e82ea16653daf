-- Waits until nobody else changes the same schema ($1 stands for its name); the lock ends with the transaction.
select pg_catalog.pg_advisory_xact_lock($1)
