-- Which privileges does each access list hold that an object of this database carries, or has by default?
select
  l.acl::text as acl,
  case when e.grantee = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(e.grantee)::text end as grantee,
  pg_catalog.pg_get_userbyid(e.grantor)::text as grantor,
  e.privilege_type as privilege,
  e.is_grantable as grantable
from (
  select distinct on (a.acl::text) a.acl
  from (
    select coalesce(c.relacl, pg_catalog.acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner)) as acl
    from pg_catalog.pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select a.attacl from pg_catalog.pg_attribute a where a.attacl is not null
    union all
    select coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)) from pg_catalog.pg_proc p
    union all
    select coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)) from pg_catalog.pg_namespace n
    union all
    select coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner)) from pg_catalog.pg_type t
    union all
    select coalesce(s.srvacl, pg_catalog.acldefault('S', s.srvowner)) from pg_catalog.pg_foreign_server s
    union all
    select coalesce(d.datacl, pg_catalog.acldefault('d', d.datdba)) from pg_catalog.pg_database d
    where d.datname = pg_catalog.current_database()
    union all
    select d.defaclacl from pg_catalog.pg_default_acl d
  ) a
  order by a.acl::text
) l
cross join lateral pg_catalog.aclexplode(l.acl) e
