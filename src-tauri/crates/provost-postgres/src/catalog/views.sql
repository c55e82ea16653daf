-- What is the query of each of these views ($1)? The server keeps a lock on every table that they read.
select v.id as relation, pg_catalog.pg_get_viewdef(v.id::pg_catalog.oid) as definition
from pg_catalog.unnest($1::int8[]) v(id)
