-- Who is a member of which role? (PostgreSQL 16 and later, where each grant of a membership says whether it inherits)
select
  u.rolname::text as member,
  g.rolname::text as role,
  bool_or(m.admin_option) as admin,
  bool_or(m.inherit_option) as inherits
from pg_catalog.pg_auth_members m
join pg_catalog.pg_roles u on u.oid = m.member
join pg_catalog.pg_roles g on g.oid = m.roleid
group by u.rolname, g.rolname
