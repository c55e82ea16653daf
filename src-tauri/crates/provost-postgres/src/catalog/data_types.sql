-- Which composite, range and base types are there that stand alone and belong to no extension?
select
  n.nspname::text as schema,
  t.typname::text as name,
  pg_catalog.pg_get_userbyid(t.typowner)::text as owner,
  case t.typtype when 'c' then 'composite' when 'r' then 'range' else 'base' end as kind,
  case t.typtype
    when 'c' then array(
      select a.attname::text from pg_catalog.pg_attribute a
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum)
    when 'r' then array['subtype']
    else '{}'
  end as attribute_names,
  case t.typtype
    when 'c' then array(
      select pg_catalog.format_type(a.atttypid, a.atttypmod) from pg_catalog.pg_attribute a
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum)
    when 'r' then array[pg_catalog.format_type(r.rngsubtype, null)]
    else '{}'
  end as attribute_types,
  s.description as comment,
  coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text as acl
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_class c on c.oid = t.typrelid
left join pg_catalog.pg_range r on r.rngtypid = t.oid
left join pg_catalog.pg_depend d
  on d.objid = t.oid and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_description s
  on s.objoid = t.oid and s.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and s.objsubid = 0
where (t.typtype = 'r' or (t.typtype = 'c' and c.relkind = 'c')
    or (t.typtype = 'b' and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid)))
  and d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
