-- Which publications publish every table of a schema? (PostgreSQL 15 and later)
select b.pubname::text as publication, n.nspname::text as schema
from pg_catalog.pg_publication_namespace s
join pg_catalog.pg_publication b on b.oid = s.pnpubid
join pg_catalog.pg_namespace n on n.oid = s.pnnspid
