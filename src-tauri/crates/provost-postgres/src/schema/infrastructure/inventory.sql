-- Which tables are there?
select schemaname, tablename
from pg_catalog.pg_tables
where schemaname !~ '^pg_' and schemaname <> 'information_schema'
order by 1, 2
