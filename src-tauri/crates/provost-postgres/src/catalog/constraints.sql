-- Which constraints stand on each table? Not the NOT NULL ones of PostgreSQL 18, which pg_attribute tells, and not the
-- copies of a foreign key that the server keeps on the same table for each partition of the referenced one.
select
  k.oid::int8 as id,
  k.conrelid::int8 as relation,
  k.conname::text as name,
  k.contype::text as kind,
  pg_catalog.pg_get_constraintdef(k.oid) as definition,
  coalesce(k.conkey, '{}') as columns,
  k.confrelid::int8 as referenced,
  coalesce(k.confkey, '{}') as referenced_columns,
  case when k.contype = 'f' then k.confdeltype::text else '' end as on_delete,
  case when k.contype = 'f' then k.confupdtype::text else '' end as on_update,
  k.convalidated as validated,
  k.condeferrable as deferrable,
  k.condeferred as initially_deferred,
  k.conparentid <> 0 or (k.coninhcount > 0 and not k.conislocal) as inherited,
  s.description as comment
from pg_catalog.pg_constraint k
join pg_catalog.pg_class c on c.oid = k.conrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_constraint o on o.oid = k.conparentid and k.conparentid <> 0
left join pg_catalog.pg_description s
  on s.objoid = k.oid and s.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and s.objsubid = 0
where k.contype <> 'n' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and (o.oid is null or o.conrelid <> k.conrelid)
