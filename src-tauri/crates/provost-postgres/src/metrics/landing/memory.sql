-- Lets a transaction sort in memory what an import of a million rows sorts.
select pg_catalog.set_config('work_mem', '64MB', true)
