-- Which casts did users make? Not those of extensions, nor the one that comes with a range type.
select
  pg_catalog.format_type(k.castsource, null) as source,
  pg_catalog.format_type(k.casttarget, null) as target,
  case when k.castfunc <> 0 then k.castfunc::pg_catalog.regprocedure::text end as function,
  k.castcontext::text as context
from pg_catalog.pg_cast k
left join pg_catalog.pg_depend d
  on d.objid = k.oid and d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and d.deptype in ('e', 'i')
where k.oid >= 16384 and d.objid is null
