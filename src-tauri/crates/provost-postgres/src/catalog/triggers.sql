-- Which triggers stand on each table? Of the server's own, which enforce foreign keys, only disabled ones. PostgreSQL 13
-- and 14 call a partition's copy of its parent's trigger internal too; it is not.
select
  t.tgrelid::int8 as relation,
  t.tgname::text as name,
  pg_catalog.pg_get_triggerdef(t.oid) as definition,
  m.nspname::text as function_schema,
  p.proname::text as function_name,
  t.tgenabled::text as enabled,
  t.tgisinternal and (t.tgparentid = 0 or t.tgconstraint <> 0) as internal,
  t.tgparentid <> 0 as inherited,
  s.description as comment
from pg_catalog.pg_trigger t
join pg_catalog.pg_class c on c.oid = t.tgrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_proc p on p.oid = t.tgfoid
join pg_catalog.pg_namespace m on m.oid = p.pronamespace
left join pg_catalog.pg_description s
  on s.objoid = t.oid and s.classoid = 'pg_catalog.pg_trigger'::pg_catalog.regclass and s.objsubid = 0
where (not t.tgisinternal or t.tgenabled = 'D' or (t.tgparentid <> 0 and t.tgconstraint = 0))
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
