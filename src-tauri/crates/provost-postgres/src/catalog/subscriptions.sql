-- Which subscriptions of logical replication does this database have? The connection string is not read, nor is oid,
-- which PostgreSQL 13 keeps from ordinary roles.
select
  s.subname::text as name,
  pg_catalog.pg_get_userbyid(s.subowner)::text as owner,
  s.subenabled as enabled,
  s.subpublications as publications
from pg_catalog.pg_subscription s
join pg_catalog.pg_database d on d.oid = s.subdbid
where d.datname = pg_catalog.current_database()
