-- Which views, foreign keys and functions of somebody else rest on these tables and views ($2) of the governance schema ($1)?
with going as (
    select relation.oid
    from pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
    where place.nspname = $1 and relation.relname = any ($2::pg_catalog.text[]) and relation.relkind in ('r', 'p', 'v', 'm')
)
select distinct told.what
from (
    select pg_catalog.format('the foreign key %I of the table %s', "constraint".conname, "constraint".conrelid::pg_catalog.regclass) as what
    from pg_catalog.pg_constraint as "constraint"
    where "constraint".contype = 'f'
        and "constraint".conparentid = 0
        and "constraint".confrelid in (select going.oid from going)
        and "constraint".conrelid not in (select going.oid from going)
        and coalesce(pg_catalog.pg_partition_root("constraint".conrelid), "constraint".conrelid) not in (select going.oid from going)
    union all
    select pg_catalog.format('the view %s', rule.ev_class::pg_catalog.regclass)
    from pg_catalog.pg_depend as depend
    join pg_catalog.pg_rewrite as rule on rule.oid = depend.objid
    where depend.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
        and depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        and depend.refobjid in (select going.oid from going)
        and rule.ev_class not in (select going.oid from going)
    union all
    select pg_catalog.format('the function %s', function.oid::pg_catalog.regprocedure)
    from pg_catalog.pg_depend as depend
    join pg_catalog.pg_proc as function on function.oid = depend.objid
    join pg_catalog.pg_namespace as place on place.oid = function.pronamespace
    where depend.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        and depend.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        and depend.refobjid in (select going.oid from going)
        and place.nspname <> $1
) as told
order by told.what
