-- Of which tables does a publication publish only some columns or rows? (PostgreSQL 15 and later)
select
  b.pubname::text as publication,
  r.prrelid::int8 as relation,
  array(
    select a.attname::text from pg_catalog.pg_attribute a
    where a.attrelid = r.prrelid and a.attnum = any(r.prattrs) order by a.attnum
  ) as columns,
  pg_catalog.pg_get_expr(r.prqual, r.prrelid) as rows
from pg_catalog.pg_publication_rel r
join pg_catalog.pg_publication b on b.oid = r.prpubid
where r.prattrs is not null or r.prqual is not null
