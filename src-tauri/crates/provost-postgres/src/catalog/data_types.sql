-- Which composite, range and base types are there that stand alone and belong to no extension?
with range_parts as (
  select r.rngtypid as of, part.place, part.name, part.value
  from pg_catalog.pg_range r
  join pg_catalog.pg_type t on t.oid = r.rngtypid
  join pg_catalog.pg_type y on y.oid = r.rngsubtype
  left join pg_catalog.pg_opclass o on o.oid = r.rngsubopc and not o.opcdefault
  left join pg_catalog.pg_namespace k on k.oid = o.opcnamespace
  left join pg_catalog.pg_collation l on l.oid = r.rngcollation and r.rngcollation <> y.typcollation
  left join pg_catalog.pg_namespace z on z.oid = l.collnamespace
  left join pg_catalog.pg_proc c on c.oid = r.rngcanonical
  left join pg_catalog.pg_namespace e on e.oid = c.pronamespace
  left join pg_catalog.pg_proc d on d.oid = r.rngsubdiff
  left join pg_catalog.pg_namespace g on g.oid = d.pronamespace
  -- Only PostgreSQL 14 and later have multiranges. One with the name that the server makes is left out.
  left join pg_catalog.pg_type m on m.oid = (pg_catalog.to_jsonb(r) ->> 'rngmultitypid')::pg_catalog.oid
    and (m.typnamespace, m.typname::text) <> (t.typnamespace, case
      when t.typname like '%range%' then pg_catalog.regexp_replace(t.typname::text, 'range', 'multirange')
      else t.typname::text || '_multirange' end)
  left join pg_catalog.pg_namespace h on h.oid = m.typnamespace
  cross join lateral (values
    (1, 'subtype', pg_catalog.format_type(r.rngsubtype, null)),
    (2, 'subtype_opclass', pg_catalog.quote_ident(k.nspname) || '.' || pg_catalog.quote_ident(o.opcname)),
    (3, 'collation', pg_catalog.quote_ident(z.nspname) || '.' || pg_catalog.quote_ident(l.collname)),
    (4, 'canonical', pg_catalog.quote_ident(e.nspname) || '.' || pg_catalog.quote_ident(c.proname)),
    (5, 'subtype_diff', pg_catalog.quote_ident(g.nspname) || '.' || pg_catalog.quote_ident(d.proname)),
    (6, 'multirange_type_name', pg_catalog.quote_ident(h.nspname) || '.' || pg_catalog.quote_ident(m.typname))
  ) part (place, name, value)
  where part.value is not null
)
select
  n.nspname::text as schema,
  t.typname::text as name,
  pg_catalog.pg_get_userbyid(t.typowner)::text as owner,
  case t.typtype when 'c' then 'composite' when 'r' then 'range' else 'base' end as kind,
  case t.typtype
    when 'c' then array(
      select a.attname::text from pg_catalog.pg_attribute a
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum)
    when 'r' then array(select p.name from range_parts p where p.of = t.oid order by p.place)
    else '{}'
  end as attribute_names,
  case t.typtype
    when 'c' then array(
      select pg_catalog.format_type(a.atttypid, a.atttypmod)
        || coalesce(' COLLATE ' || pg_catalog.quote_ident(z.nspname) || '.' || pg_catalog.quote_ident(l.collname), '')
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type y on y.oid = a.atttypid
      left join pg_catalog.pg_collation l on l.oid = a.attcollation and a.attcollation <> y.typcollation
      left join pg_catalog.pg_namespace z on z.oid = l.collnamespace
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped order by a.attnum)
    when 'r' then array(select p.value from range_parts p where p.of = t.oid order by p.place)
    else '{}'
  end as attribute_types,
  s.description as comment,
  coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))::text as acl
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
left join pg_catalog.pg_class c on c.oid = t.typrelid
left join pg_catalog.pg_depend d
  on d.objid = t.oid and d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_description s
  on s.objoid = t.oid and s.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and s.objsubid = 0
where (t.typtype = 'r' or (t.typtype = 'c' and c.relkind = 'c')
    or (t.typtype = 'b' and not exists (select from pg_catalog.pg_type e where e.typarray = t.oid)))
  and d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
