-- Which of the tables that keep the state of packs ($2) are in the governance schema ($1), whose are they, and may the role read them?
select
    kept.relname::pg_catalog.text as name,
    owner.rolname::pg_catalog.text as owner,
    owner.rolname = current_user as own,
    pg_catalog.pg_has_role(owner.oid, 'member') as member,
    pg_catalog.has_schema_privilege(place.oid, 'usage')
        and pg_catalog.has_table_privilege(kept.oid, 'select') as readable,
    kept.relkind = 'r' as is_table,
    pg_catalog.has_schema_privilege(owner.oid, place.oid, 'usage')
        and pg_catalog.has_schema_privilege(owner.oid, place.oid, 'create') as owner_may_create
from
    pg_catalog.pg_class as kept
    join pg_catalog.pg_namespace as place on place.oid = kept.relnamespace
    join pg_catalog.pg_roles as owner on owner.oid = kept.relowner
where place.nspname = $1 and kept.relname = any ($2::pg_catalog.text[])
order by kept.relname
