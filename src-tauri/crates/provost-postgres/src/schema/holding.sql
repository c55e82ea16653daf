-- Which of these tables ($2) of the governance schema ($1) are there, and would a policy hide rows of them?
select
    relation.relname::pg_catalog.text as name,
    pg_catalog.row_security_active(relation.oid) as hides,
    owner.rolname = current_user as own,
    pg_catalog.pg_has_role(owner.oid, 'member') as member,
    owner.rolname::pg_catalog.text as owner
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    join pg_catalog.pg_roles as owner on owner.oid = relation.relowner
where place.nspname = $1 and relation.relname = any ($2::pg_catalog.text[]) and relation.relkind in ('r', 'p')
