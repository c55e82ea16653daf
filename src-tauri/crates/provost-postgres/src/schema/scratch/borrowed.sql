-- Which roles were made for scratch databases?
select role.rolname::text
from pg_catalog.pg_roles as role
where pg_catalog.shobj_description(role.oid, 'pg_authid') = 'Provost made it for a scratch database'
order by 1
