-- What bears one of these names ($2) in the governance schema ($1), and could it become ours?
select
    relation.relname::pg_catalog.text as name,
    relation.relkind::pg_catalog.text as kind,
    relation.relpersistence = 'p' as permanent,
    relation.relispartition
        or exists (
            select from pg_catalog.pg_inherits as inherits
            where inherits.inhrelid = relation.oid or inherits.inhparent = relation.oid
        ) as inherits,
    owner.rolname::pg_catalog.text as owner,
    owner.rolname = current_user as own,
    pg_catalog.pg_has_role(owner.oid, 'member') as member,
    pg_catalog.row_security_active(relation.oid) as hides,
    array(
        select policy.polname::pg_catalog.text from pg_catalog.pg_policy as policy
        where policy.polrelid = relation.oid order by policy.polname
    ) as policies,
    array(
        select trigger.tgname::pg_catalog.text from pg_catalog.pg_trigger as trigger
        where trigger.tgrelid = relation.oid and not trigger.tgisinternal order by trigger.tgname
    ) as triggers,
    array(
        select distinct pg_catalog.format('%s', rule.ev_class::pg_catalog.regclass)
        from pg_catalog.pg_depend as depend
        join pg_catalog.pg_rewrite as rule on rule.oid = depend.objid
        where depend.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
            and depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            and depend.refobjid = relation.oid
            and rule.ev_class <> relation.oid
    ) as views,
    array(
        select pg_catalog.format('%s', inbound.conrelid::pg_catalog.regclass)
        from pg_catalog.pg_constraint as inbound
        where inbound.contype = 'f' and inbound.confrelid = relation.oid and inbound.conrelid <> relation.oid
        order by 1
    ) as referrers
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    join pg_catalog.pg_roles as owner on owner.oid = relation.relowner
where place.nspname = $1 and relation.relname = any ($2::pg_catalog.text[])
order by relation.relname
