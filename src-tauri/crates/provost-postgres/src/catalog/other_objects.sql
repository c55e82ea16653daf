-- Which objects did users make of kinds that have no picture of their own here? (16384 is the first oid of a user.)
select i.type as kind, i.identity
from (
  select 'pg_catalog.pg_collation'::pg_catalog.regclass::pg_catalog.oid as class, c.oid from pg_catalog.pg_collation c
  union all select 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid from pg_catalog.pg_conversion c
  union all select 'pg_catalog.pg_operator'::pg_catalog.regclass, c.oid from pg_catalog.pg_operator c
  union all select 'pg_catalog.pg_opclass'::pg_catalog.regclass, c.oid from pg_catalog.pg_opclass c
  union all select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, c.oid from pg_catalog.pg_opfamily c
  union all select 'pg_catalog.pg_am'::pg_catalog.regclass, c.oid from pg_catalog.pg_am c
  union all select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid from pg_catalog.pg_ts_config c
  union all select 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, c.oid from pg_catalog.pg_ts_dict c
  union all select 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, c.oid from pg_catalog.pg_ts_parser c
  union all select 'pg_catalog.pg_ts_template'::pg_catalog.regclass, c.oid from pg_catalog.pg_ts_template c
  union all select 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, c.oid from pg_catalog.pg_foreign_data_wrapper c
  union all select 'pg_catalog.pg_language'::pg_catalog.regclass, c.oid from pg_catalog.pg_language c
  union all select 'pg_catalog.pg_transform'::pg_catalog.regclass, c.oid from pg_catalog.pg_transform c
) o
cross join lateral pg_catalog.pg_identify_object(o.class, o.oid, 0) i
where o.oid >= 16384
  and not exists (
    select from pg_catalog.pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e')
