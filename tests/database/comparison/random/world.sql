-- What stands in the schemas of people: the sort, and the names as SQL writes them with an empty search path.
with own as (
  select oid, nspname from pg_catalog.pg_namespace n
  where nspname !~ '^pg_' and nspname <> 'information_schema'
), classes as (
  select c.* from pg_catalog.pg_class c join own on own.oid = c.relnamespace
  where not exists (select from pg_catalog.pg_depend d
                    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
)
select line from (select concat_ws(e'\t', sort, one, two, three) as line from (
  select 'schema' sort, quote_ident(nspname) one, null::text two, null::text three from own where nspname <> 'public'
  union all
  select case c.relkind when 'r' then 'table' when 'p' then 'partitioned' when 'v' then 'view' when 'm' then 'matview'
                        when 'f' then 'foreign' when 'S' then 'sequence' when 'i' then 'index' when 'I' then 'index'
                        else 'other' end,
         c.oid::regclass::text,
         case when c.relispartition then 'partition' else pg_get_partkeydef(c.oid) end, null
  from classes c
  where not (c.relkind in ('i', 'I') and exists (select from pg_constraint k where k.conindid = c.oid))
  union all
  select 'column', c.oid::regclass::text, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod)
  from classes c join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped
  union all
  select case k.contype when 'f' then 'foreign key' else 'constraint' end, c.oid::regclass::text, quote_ident(k.conname), null
  from pg_constraint k join classes c on c.oid = k.conrelid
  union all
  select case when p.prorettype = 'pg_catalog.trigger'::regtype then 'trigger function'
              when p.prokind = 'f' then 'function' when p.prokind = 'p' then 'procedure' else 'aggregate' end,
         p.oid::regprocedure::text, pg_get_function_identity_arguments(p.oid), null
  from pg_proc p join own on own.oid = p.pronamespace
  where not exists (select from pg_depend d
                    where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  union all
  select case t.typtype when 'e' then 'enum' when 'd' then 'domain' else 'type' end, t.oid::regtype::text,
         (select string_agg(quote_literal(e.enumlabel), ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
         null
  from pg_type t join own on own.oid = t.typnamespace
  where t.typtype in ('e', 'd') or (t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
  union all
  select 'policy', c.oid::regclass::text, quote_ident(p.polname), null from pg_policy p join classes c on c.oid = p.polrelid
  union all
  select 'trigger', c.oid::regclass::text, quote_ident(g.tgname), null from pg_trigger g join classes c on c.oid = g.tgrelid
  where not g.tgisinternal
  union all
  select 'rule', c.oid::regclass::text, quote_ident(r.rulename), null from pg_rewrite r join classes c on c.oid = r.ev_class
  where r.rulename <> '_RETURN'
  union all
  select 'statistics', quote_ident(own.nspname) || '.' || quote_ident(s.stxname), null, null
  from pg_statistic_ext s join own on own.oid = s.stxnamespace
  union all
  select 'publication', quote_ident(pubname), null, null from pg_publication
) things) lines
order by line collate "C";
