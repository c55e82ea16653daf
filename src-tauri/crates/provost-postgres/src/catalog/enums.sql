-- Which enumerated types are there that belong to no extension, and what are their values in order?
select
  n.nspname::text as schema,
  t.typname::text as name,
  pg_catalog.pg_get_userbyid(t.typowner)::text as owner,
  array(
    select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid order by e.enumsortorder
  ) as labels,
  s.description as comment,
  coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text as acl
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_depend d
  on d.objid = t.oid and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_description s
  on s.objoid = t.oid and s.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and s.objsubid = 0
where t.typtype = 'e' and d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
