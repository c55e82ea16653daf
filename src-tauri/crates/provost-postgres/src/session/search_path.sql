-- Sets the schemas ($1) that are searched until this transaction ends.
select pg_catalog.set_config('search_path', $1, true)
