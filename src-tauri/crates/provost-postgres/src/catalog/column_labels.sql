-- Which security labels do columns carry?
select l.objoid::int8 as relation, l.objsubid::int2 as position, l.provider || ': ' || l.label as label
from pg_catalog.pg_seclabel l
where l.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and l.objsubid > 0
