-- How large is the database?
select pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(pg_catalog.current_database()))
