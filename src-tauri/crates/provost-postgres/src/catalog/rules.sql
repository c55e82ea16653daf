-- Which rewrite rules stand on each relation, besides those that make views?
select
  w.ev_class::int8 as relation,
  w.rulename::text as name,
  pg_catalog.pg_get_ruledef(w.oid) as definition,
  w.ev_enabled::text as enabled
from pg_catalog.pg_rewrite w
join pg_catalog.pg_class c on c.oid = w.ev_class
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where w.rulename <> '_RETURN' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
