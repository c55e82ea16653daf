-- How many rows has a table? The number is cut to what 32 bits hold.
select least(pg_catalog.count(*), 4294967295) from governance.counted_table
