-- What does the server say of the database itself?
select
  d.datname::text as name,
  pg_catalog.pg_get_userbyid(d.datdba)::text as owner,
  s.description as comment,
  pg_catalog.pg_encoding_to_char(d.encoding)::text as encoding,
  coalesce(d.datcollate::text, '') as collation,
  coalesce(d.datctype::text, '') as character_type,
  d.datconnlimit as connection_limit,
  (select coalesce(sum(a.numbackends), 0)::int8 from pg_catalog.pg_stat_database a where a.datid <> 0) as connections,
  pg_catalog.age(d.datfrozenxid)::int8 as frozen_xid_age,
  u.stats_reset as statistics_reset,
  coalesce(u.blks_hit, 0) as blocks_hit,
  coalesce(u.blks_read, 0) as blocks_read,
  coalesce(u.xact_commit, 0) as commits,
  coalesce(u.xact_rollback, 0) as rollbacks,
  coalesce(u.deadlocks, 0) as deadlocks,
  coalesce(u.temp_bytes, 0) as temporary_bytes,
  u.checksum_failures,
  (select count(*) from pg_catalog.pg_prepared_xacts p
    where p.database = d.datname and p.prepared < pg_catalog.now() - interval '1 hour') as old_prepared_transactions,
  (select count(*) from pg_catalog.pg_largeobject_metadata) as large_objects,
  coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba))::text as acl
from pg_catalog.pg_database d
left join pg_catalog.pg_stat_database u on u.datid = d.oid
left join pg_catalog.pg_shdescription s
  on s.objoid = d.oid and s.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where d.datname = pg_catalog.current_database()
