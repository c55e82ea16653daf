-- Which settings does a role carry everywhere or in this database, or this database for every role? A value that could be
-- a secret is replaced before it leaves the server.
select
  r.rolname::text as role,
  d.datname::text as database,
  e.name,
  case
    when e.value ~ '^(on|off|true|false|-?[0-9.]+)?$' then e.value
    when (e.name like '%.%' and e.name ~* '(pass|secret|token|key|cred|salt)')
      or e.value ~* '(pass(word|wd|phrase)?|secret|token|api_?key|credential)\s*[=:]' or e.value ~ '://[^/@]*:[^/@]*@'
    then '(left out)' else e.value
  end as value
from pg_catalog.pg_db_role_setting s
cross join lateral (
  select pg_catalog.split_part(c.entry, '=', 1) as name,
    pg_catalog.substr(c.entry, pg_catalog.strpos(c.entry, '=') + 1) as value
  from pg_catalog.unnest(s.setconfig) c(entry)
) e
left join pg_catalog.pg_roles r on r.oid = s.setrole
left join pg_catalog.pg_database d on d.oid = s.setdatabase
where s.setdatabase = 0 or d.datname = pg_catalog.current_database()
