-- How far has each of these sequences ($1) come? The server keeps a lock on each until the transaction ends.
select c.oid::int8 as id, pg_catalog.pg_sequence_last_value(c.oid) as last_value
from pg_catalog.unnest($1::int8[]) s(id)
join pg_catalog.pg_class c on c.oid = s.id::pg_catalog.oid and c.relkind = 'S'
