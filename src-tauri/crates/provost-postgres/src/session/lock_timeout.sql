-- Sets how long ($1, with its unit) a lock may be waited for until this transaction ends.
select pg_catalog.set_config('lock_timeout', $1, true)
