-- Which sequences are there that belong to no extension, which column does each feed, and may its last value be read?
select
  c.oid::int8 as id,
  n.nspname::text as schema,
  c.relname::text as name,
  pg_catalog.pg_get_userbyid(c.relowner)::text as owner,
  pg_catalog.format_type(q.seqtypid, null) as data_type,
  q.seqstart as start,
  q.seqincrement as increment,
  q.seqmin as minimum,
  q.seqmax as maximum,
  q.seqcache as cache,
  q.seqcycle as cycles,
  pg_catalog.has_sequence_privilege(c.oid, 'SELECT,USAGE')
    and (c.relpersistence = 'p' or not pg_catalog.pg_is_in_recovery()) as readable,
  m.nspname::text as table_schema,
  t.relname::text as table_name,
  a.attname::text as column_name,
  coalesce(o.deptype = 'i', false) as identity,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as column_type,
  s.description as comment,
  coalesce(c.relacl, pg_catalog.acldefault('s', c.relowner))::text as acl
from pg_catalog.pg_sequence q
join pg_catalog.pg_class c on c.oid = q.seqrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_depend o
  on o.objid = c.oid and o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and o.objsubid = 0
  and o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and o.refobjsubid > 0 and o.deptype in ('a', 'i')
left join pg_catalog.pg_class t on t.oid = o.refobjid
left join pg_catalog.pg_namespace m on m.oid = t.relnamespace
left join pg_catalog.pg_attribute a on a.attrelid = o.refobjid and a.attnum = o.refobjsubid
left join pg_catalog.pg_depend d
  on d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objsubid = 0 and d.deptype = 'e'
left join pg_catalog.pg_description s
  on s.objoid = c.oid and s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.objsubid = 0
where d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
