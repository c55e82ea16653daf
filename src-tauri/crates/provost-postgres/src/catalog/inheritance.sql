-- Which table is a child of which, by classical inheritance or as a partition?
select h.inhrelid::int8 as child, h.inhparent::int8 as parent
from pg_catalog.pg_inherits h
join pg_catalog.pg_class c on c.oid = h.inhrelid
where c.relkind in ('r', 'p', 'f')
order by h.inhrelid, h.inhseqno
