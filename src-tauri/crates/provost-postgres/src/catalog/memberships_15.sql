-- Who is a member of which role? (PostgreSQL 15 and earlier, where the member's own INHERIT decides)
select
  u.rolname::text as member,
  g.rolname::text as role,
  bool_or(m.admin_option) as admin,
  bool_or(u.rolinherit) as inherits
from pg_catalog.pg_auth_members m
join pg_catalog.pg_roles u on u.oid = m.member
join pg_catalog.pg_roles g on g.oid = m.roleid
group by u.rolname, g.rolname
