-- Which event triggers are there?
select
  e.evtname::text as name,
  e.evtevent::text as event,
  n.nspname::text as function_schema,
  p.proname::text as function_name,
  e.evtenabled::text as enabled,
  coalesce(e.evttags, '{}') as tags,
  pg_catalog.pg_get_userbyid(e.evtowner)::text as owner,
  x.extname::text as extension
from pg_catalog.pg_event_trigger e
join pg_catalog.pg_proc p on p.oid = e.evtfoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
left join pg_catalog.pg_depend d
  on d.objid = e.oid and d.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass and d.deptype = 'e'
left join pg_catalog.pg_extension x on x.oid = d.refobjid
