-- Which of these names ($2) does something in the governance schema ($1) bear?
select relation.relname::pg_catalog.text
from pg_catalog.pg_class as relation
join pg_catalog.pg_namespace as place on place.oid = relation.relnamespace
where place.nspname = $1 and relation.relname = any ($2::pg_catalog.text[])
order by relation.relname
