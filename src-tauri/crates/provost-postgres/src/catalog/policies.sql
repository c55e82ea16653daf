-- Which row security policies stand on each table?
select
  p.polrelid::int8 as relation,
  p.polname::text as name,
  p.polpermissive as permissive,
  p.polcmd::text as command,
  array(
    select case when u.role = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(u.role)::text end
    from pg_catalog.unnest(p.polroles) u(role)
  ) as roles,
  pg_catalog.pg_get_expr(p.polqual, p.polrelid) as using_expression,
  pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as with_check,
  s.description as comment
from pg_catalog.pg_policy p
left join pg_catalog.pg_description s
  on s.objoid = p.oid and s.classoid = 'pg_catalog.pg_policy'::pg_catalog.regclass and s.objsubid = 0
