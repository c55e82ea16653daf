-- Has the database's default collation another version in the operating system now? (PostgreSQL 15 and later)
select 'pg_catalog' as schema, 'default' as name, d.datcollversion as recorded,
  pg_catalog.pg_database_collation_actual_version(d.oid) as actual
from pg_catalog.pg_database d
where d.datname = pg_catalog.current_database()
  and d.datcollversion <> pg_catalog.pg_database_collation_actual_version(d.oid)
