-- Which unique indexes hold NULLs to be equal? (PostgreSQL 15 and later)
select x.indexrelid::int8 as id from pg_catalog.pg_index x where x.indnullsnotdistinct
