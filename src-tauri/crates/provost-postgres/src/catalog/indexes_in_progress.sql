-- Which indexes is a CREATE INDEX or REINDEX building now?
select p.index_relid::int8 as id
from pg_catalog.pg_stat_progress_create_index p
where p.datname = pg_catalog.current_database() and p.index_relid <> 0
