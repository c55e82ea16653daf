-- Which domains are there that belong to no extension?
select
  t.oid::int8 as id,
  n.nspname::text as schema,
  t.typname::text as name,
  pg_catalog.pg_get_userbyid(t.typowner)::text as owner,
  pg_catalog.format_type(t.typbasetype, t.typtypmod) as base_type,
  t.typnotnull as not_null,
  coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), t.typdefault) as default_expression,
  z.nspname::text as collation_schema,
  l.collname::text as collation_name,
  s.description as comment,
  coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text as acl
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
join pg_catalog.pg_type b on b.oid = t.typbasetype
left join pg_catalog.pg_collation l on l.oid = t.typcollation and t.typcollation <> b.typcollation
left join pg_catalog.pg_namespace z on z.oid = l.collnamespace
left join pg_catalog.pg_depend d
  on d.objid = t.oid and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_description s
  on s.objoid = t.oid and s.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and s.objsubid = 0
where t.typtype = 'd' and d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
