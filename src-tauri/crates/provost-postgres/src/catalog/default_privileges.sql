-- Which privileges will objects carry that are made later?
select
  pg_catalog.pg_get_userbyid(d.defaclrole)::text as role,
  n.nspname::text as schema,
  d.defaclobjtype::text as object_kind,
  d.defaclacl::text as acl
from pg_catalog.pg_default_acl d
left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace
