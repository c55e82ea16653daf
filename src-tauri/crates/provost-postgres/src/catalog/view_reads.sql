-- Which relations does the query of each view read?
select distinct w.ev_class::int8 as relation, m.nspname::text as schema, r.relname::text as name
from pg_catalog.pg_rewrite w
join pg_catalog.pg_class v on v.oid = w.ev_class
join pg_catalog.pg_namespace n on n.oid = v.relnamespace
join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = w.oid
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> w.ev_class
join pg_catalog.pg_class r on r.oid = d.refobjid and r.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_namespace m on m.oid = r.relnamespace
where v.relkind in ('v', 'm') and w.rulename = '_RETURN'
  and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
