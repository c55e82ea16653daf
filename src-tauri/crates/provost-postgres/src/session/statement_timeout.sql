-- Sets how long ($1, with its unit) one statement may take until this transaction ends.
select pg_catalog.set_config('statement_timeout', $1, true)
