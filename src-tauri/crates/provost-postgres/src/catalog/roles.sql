-- Which roles has the cluster? An expiry beyond any calendar is none.
select
  r.rolname::text as name,
  r.rolcanlogin as login,
  r.rolsuper as superuser,
  r.rolinherit as inherit,
  r.rolcreaterole as create_role,
  r.rolcreatedb as create_database,
  r.rolreplication as replication,
  r.rolbypassrls as bypass_row_security,
  r.rolconnlimit as connection_limit,
  case
    when r.rolvaliduntil < '0001-01-01 00:00:00+00'::timestamptz then '0001-01-01 00:00:00+00'::timestamptz
    when r.rolvaliduntil < '9999-12-31 00:00:00+00'::timestamptz then r.rolvaliduntil
  end as valid_until,
  s.description as comment,
  r.rolname ~ '^pg_' as predefined,
  r.oid = 10 as bootstrap
from pg_catalog.pg_roles r
left join pg_catalog.pg_shdescription s
  on s.objoid = r.oid and s.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass
