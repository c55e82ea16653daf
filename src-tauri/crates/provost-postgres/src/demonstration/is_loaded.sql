-- Whether the demonstration was loaded: its comment is written last, in the same transaction.
select pg_catalog.shobj_description(d.oid, 'pg_database') is not null
from pg_catalog.pg_database d
where d.datname = pg_catalog.current_database()
