-- Sets whether policies hide rows (on) or raise an error instead (off), $1, until this transaction ends.
select pg_catalog.set_config('row_security', $1, true)
