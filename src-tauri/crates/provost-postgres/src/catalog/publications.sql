-- Which publications of logical replication are there, and which tables does each name?
select
  b.pubname::text as name,
  pg_catalog.pg_get_userbyid(b.pubowner)::text as owner,
  b.puballtables as all_tables,
  b.pubviaroot as by_root,
  -- A column that only PostgreSQL 18 and later have.
  coalesce(pg_catalog.to_jsonb(b) ->> 'pubgencols', 'n') = 's' as generated_columns,
  array(
    select r.prrelid::int8 from pg_catalog.pg_publication_rel r where r.prpubid = b.oid
  ) as tables,
  array_remove(array[
    case when b.pubinsert then 'insert' end,
    case when b.pubupdate then 'update' end,
    case when b.pubdelete then 'delete' end,
    case when b.pubtruncate then 'truncate' end
  ], null) as operations
from pg_catalog.pg_publication b
