-- What are the operator classes called?
select o.oid::int8 as id, o.opcname::text as name from pg_catalog.pg_opclass o
