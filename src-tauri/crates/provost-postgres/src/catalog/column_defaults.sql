-- What fills each column that is given no value? Only generated columns name other columns, so only they need their
-- table as context, which costs the server most of the time that this takes.
select d.adrelid::int8 as relation, d.adnum as position,
  pg_catalog.pg_get_expr(d.adbin, case when a.attgenerated = '' then 0::pg_catalog.oid else d.adrelid end) as expression
from pg_catalog.pg_attrdef d
join pg_catalog.pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
join pg_catalog.pg_class c on c.oid = d.adrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
