-- How many bytes does the database take on disk? Asked only where the role has the right.
select pg_catalog.pg_database_size(pg_catalog.current_database()) as bytes
