-- Which indexes has each table? (A slice of a vector begins at 1, the vector itself at 0.)
select
  x.indexrelid::int8 as id,
  x.indrelid::int8 as relation,
  i.relname::text as name,
  m.amname::text as method,
  pg_catalog.pg_get_indexdef(x.indexrelid) as definition,
  (x.indkey::int2[])[:] as columns,
  x.indnkeyatts as key_count,
  (x.indclass::pg_catalog.oid[])[:]::int8[] as operator_classes,
  (x.indoption::int2[])[:] as options_of_keys,
  case when x.indpred is not null then pg_catalog.pg_get_expr(x.indpred, x.indrelid) end as predicate,
  x.indisunique as unique,
  x.indisprimary as primary,
  k.conname::text as constraint_name,
  x.indisvalid as valid,
  x.indisready as ready,
  i.relispartition as inherited,
  x.indisreplident as replica_identity,
  x.indisclustered as clustered,
  coalesce(i.reloptions, '{}') as options,
  s.description as comment,
  greatest(i.relpages, 0)::int8 * pg_catalog.current_setting('block_size')::int8 as bytes,
  pg_catalog.pg_stat_get_numscans(x.indexrelid) as scans
from pg_catalog.pg_index x
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_class c on c.oid = x.indrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_am m on m.oid = i.relam
left join pg_catalog.pg_constraint k on k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x')
left join pg_catalog.pg_description s
  on s.objoid = x.indexrelid and s.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and s.objsubid = 0
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
