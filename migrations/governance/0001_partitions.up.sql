-- Partitions by month for the tables that only grow.
-- needs: identity/0002

create function governance.check_partitioned(parent regclass) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  owner oid;
begin
  select relation.relowner into owner
  from pg_catalog.pg_class as relation
  join pg_catalog.pg_partitioned_table as partitioned on partitioned.partrelid = relation.oid
  join pg_catalog.pg_attribute as key on key.attrelid = relation.oid and key.attnum = partitioned.partattrs[0]
  where relation.oid = parent
    and relation.relnamespace = (select function.pronamespace from pg_catalog.pg_proc as function
                                 where function.oid = 'governance.set_updated_at()'::pg_catalog.regprocedure)
    and partitioned.partstrat = 'r' and partitioned.partnatts = 1
    and key.atttypid = 'pg_catalog.timestamptz'::pg_catalog.regtype
    and pg_catalog.octet_length(relation.relname::text) <= 54;
  if not found then
    raise exception '% is not a table of this schema that is partitioned by time', parent
      using errcode = 'wrong_object_type',
            hint = 'Such are ai_access_log, ai_performance_metrics, ai_data_lineage and ai_data_consent_events. A name has at most 54 bytes, so that the month fits behind it.';
  end if;
  if not pg_catalog.pg_has_role(owner, 'usage') then
    raise exception 'only the owner of % makes and drops its partitions', parent
      using errcode = 'insufficient_privilege',
            hint = pg_catalog.format('Its owner is %I.', pg_catalog.pg_get_userbyid(owner));
  end if;
end
$$;
comment on function governance.check_partitioned(regclass) is
  'Stops who would make or drop partitions of a table that is not of this schema, not partitioned by time, or not their own.';

create function governance.partition_bounds(partition regclass, out starts_at timestamptz, out ends_at timestamptz)
language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  bounds constant text[] := (
    select pg_catalog.regexp_match(pg_catalog.pg_get_expr(relation.relpartbound, relation.oid),
                                   $r$^FOR VALUES FROM \('([^']+)'\) TO \('([^']+)'\)$r$)
    from pg_catalog.pg_class as relation where relation.oid = partition);
begin
  starts_at := bounds[1]::timestamptz;
  ends_at := bounds[2]::timestamptz;
end
$$;
comment on function governance.partition_bounds(regclass) is
  'From which moment on and before which a partition holds rows; nulls for the default partition and for one that is open to a side.';

create function governance.guard_partition(parent regclass, partition regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  added record;
begin
  execute pg_catalog.format('alter table %s owner to %I', partition,
    (select pg_catalog.pg_get_userbyid(relation.relowner) from pg_catalog.pg_class as relation where relation.oid = parent));
  execute pg_catalog.format('alter table %s enable row level security, force row level security', partition);
  -- The row triggers come from the parent; the ones of whole statements do not: what refuses TRUNCATE, and what looks at all
  -- rows that a statement adds. What somebody else set to the parent is theirs to set here.
  if exists (select from pg_catalog.pg_trigger as guard
             where guard.tgrelid = parent and guard.tgfoid = 'governance.refuse_change()'::pg_catalog.regprocedure
               and guard.tgtype & 32 <> 0) then
    execute pg_catalog.format('create trigger append_only_truncate before truncate on %s '
      'for each statement execute function governance.refuse_change()', partition);
  end if;
  for added in
    select watch.tgname, watch.tgnewtable, watch.tgfoid::pg_catalog.regprocedure as function
    from pg_catalog.pg_trigger as watch
    join pg_catalog.pg_proc as function on function.oid = watch.tgfoid
    where watch.tgrelid = parent and watch.tgtype & 5 = 4 and watch.tgnewtable is not null and watch.tgnargs = 0
      and watch.tgenabled = 'O' and watch.tgqual is null
      and function.pronamespace = (select own.pronamespace from pg_catalog.pg_proc as own
                                   where own.oid = 'governance.set_updated_at()'::pg_catalog.regprocedure)
    order by watch.tgname
  loop
    execute pg_catalog.format('create trigger %I after insert on %s referencing new table as %I '
      'for each statement execute function %s', added.tgname, partition, added.tgnewtable, added.function);
  end loop;
end
$$;
comment on function governance.guard_partition(regclass, regclass) is
  'Gives a partition the owner of its parent and closes it: row security without a policy, so that its rows are reached through the parent only, by the policies of the parent. Who passes by row security meets the triggers of the parent here as well.';

create function governance.move_from_default(parent regclass, partition regclass, starts_at timestamptz, ends_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  source constant regclass := (select partitioned.partdefid from pg_catalog.pg_partitioned_table as partitioned
                               where partitioned.partrelid = parent);
  key constant text := (select attribute.attname from pg_catalog.pg_partitioned_table as partitioned
                        join pg_catalog.pg_attribute as attribute
                          on attribute.attrelid = parent and attribute.attnum = partitioned.partattrs[0]
                        where partitioned.partrelid = parent);
  columns constant text := (select pg_catalog.string_agg(pg_catalog.quote_ident(attribute.attname), ', ' order by attribute.attnum)
                            from pg_catalog.pg_attribute as attribute
                            where attribute.attrelid = parent and attribute.attnum > 0 and not attribute.attisdropped);
begin
  -- Locked by who changes a table's definition, so nobody else meets it while its rows are open to its owner.
  execute pg_catalog.format('alter table %s no force row level security, disable trigger user', source);
  execute pg_catalog.format('with moved as (delete from %1$s where %2$I >= $1 and %2$I < $2 returning %3$s) '
    'insert into %4$s (%3$s) select %3$s from moved', source, key, columns, partition) using starts_at, ends_at;
  execute pg_catalog.format('alter table %s force row level security, enable trigger user', source);
end
$$;
comment on function governance.move_from_default(regclass, regclass, timestamptz, timestamptz) is
  'Moves the rows of a month from the default partition into a table that becomes the partition of that month. Row security and the triggers that refuse changes are off for the owner meanwhile, in the same transaction.';

create function governance.make_month(parent regclass, starts_at timestamptz, ends_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO' as $$
declare
  named record;
  made text;
begin
  select space.nspname, relation.relname into named
  from pg_catalog.pg_class as relation
  join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
  where relation.oid = parent;
  made := pg_catalog.format('%I.%I', named.nspname,
    named.relname || pg_catalog.to_char(starts_at at time zone 'UTC', '"_y"YYYY"m"MM'));
  execute pg_catalog.format('create table %s (like %s including defaults including constraints including storage)', made, parent);
  if (select pg_catalog.pg_relation_size(partitioned.partdefid) > 0
      from pg_catalog.pg_partitioned_table as partitioned where partitioned.partrelid = parent) then
    perform governance.move_from_default(parent, made::regclass, starts_at, ends_at);
  end if;
  perform governance.guard_partition(parent, made::regclass);
  execute pg_catalog.format('alter table %s attach partition %s for values from (%L) to (%L)', parent, made, starts_at, ends_at);
end
$$;
comment on function governance.make_month(regclass, timestamptz, timestamptz) is
  'Makes the partition of one month, fills it with what the default partition holds of that month, and attaches it.';

create function governance.make_partitions(parent regclass, since date, until date) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  named record;
  missing timestamptz[];
  starts_at timestamptz;
begin
  perform governance.check_partitioned(parent);
  if not (since <= until and pg_catalog.isfinite(since) and pg_catalog.isfinite(until) and until - since <= 36600) then
    raise exception 'no months from % to %', since, until
      using errcode = 'invalid_parameter_value', hint = 'Give two dates, the earlier first, at most a hundred years apart.';
  end if;
  -- Makers wait for each other here, writers do not.
  execute pg_catalog.format('lock table only %s in share update exclusive mode', parent);
  select pg_catalog.array_agg(month.starts_at order by month.starts_at) into missing
  from (select step at time zone 'UTC' as starts_at
        from pg_catalog.generate_series(pg_catalog.date_trunc('month', since::timestamp), until::timestamp, interval '1 month') as step) as month
  where not exists (
    select from pg_catalog.pg_inherits as child, governance.partition_bounds(child.inhrelid) as bounds
    where child.inhparent = parent and bounds.starts_at <= month.starts_at
      and bounds.ends_at >= (month.starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC');
  -- Writers wait here instead of failing later, when the row that they sent to the default partition has moved.
  if missing is not null or (select partitioned.partdefid = 0 from pg_catalog.pg_partitioned_table as partitioned
                             where partitioned.partrelid = parent) then
    execute pg_catalog.format('lock table only %s in exclusive mode', parent);
  end if;
  select space.nspname, relation.relname, partitioned.partdefid into named
  from pg_catalog.pg_class as relation
  join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
  join pg_catalog.pg_partitioned_table as partitioned on partitioned.partrelid = relation.oid
  where relation.oid = parent;
  if named.partdefid = 0 then
    execute pg_catalog.format('create table %I.%I partition of %s default', named.nspname, named.relname || '_default', parent);
    perform governance.guard_partition(parent, pg_catalog.format('%I.%I', named.nspname, named.relname || '_default')::regclass);
  end if;
  foreach starts_at in array coalesce(missing, '{}') loop
    perform governance.make_month(parent, starts_at, (starts_at at time zone 'UTC' + interval '1 month') at time zone 'UTC');
  end loop;
  return coalesce(pg_catalog.cardinality(missing), 0);
end
$$;
comment on function governance.make_partitions(regclass, date, date) is
  'Makes a partition for each month (UTC) from that of one date to that of the other that has none, and the default partition, which takes rows of every other time. Returns how many months it made. Rows of such a month move out of the default partition. The parent''s owner and superusers may call it.';

create function governance.drop_partitions(parent regclass, before date) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  old regclass;
  dropped integer := 0;
begin
  perform governance.check_partitioned(parent);
  for old in
    select child.inhrelid
    from pg_catalog.pg_inherits as child, governance.partition_bounds(child.inhrelid) as bounds
    where child.inhparent = parent and bounds.ends_at <= before::timestamp at time zone 'UTC'
    order by bounds.ends_at
  loop
    execute pg_catalog.format('drop table %s', old);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;
comment on function governance.drop_partitions(regclass, date) is
  'Drops the partitions that hold only rows of before the date, with their rows, and returns how many. The default partition and a month that reaches beyond the date stay; make the month first to drop old rows that are in the default partition. The parent''s owner and superusers may call it.';

create function governance.keep_partitions(months_ahead integer default 2) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
  made integer := 0;
  parent regclass;
begin
  for parent in
    select relation.oid
    from pg_catalog.pg_class as relation
    join pg_catalog.pg_partitioned_table as partitioned on partitioned.partrelid = relation.oid
    join pg_catalog.pg_attribute as key on key.attrelid = relation.oid and key.attnum = partitioned.partattrs[0]
    where relation.relnamespace = (select function.pronamespace from pg_catalog.pg_proc as function
                                   where function.oid = 'governance.set_updated_at()'::pg_catalog.regprocedure)
      and partitioned.partstrat = 'r' and partitioned.partnatts = 1
      and key.atttypid = 'pg_catalog.timestamptz'::pg_catalog.regtype
    order by relation.relname
  loop
    made := made + governance.make_partitions(parent, today, (today + pg_catalog.make_interval(months => months_ahead))::date);
  end loop;
  return made;
end
$$;
comment on function governance.keep_partitions(integer) is
  'Makes the partitions of this month and the next ones for every table of this schema that is partitioned by time. It drops nothing: how long rows are kept is decided for each table. With pg_cron, daily: select cron.schedule(''provost-partitions'', ''0 3 * * *'', ''select governance.keep_partitions()''). Where nothing calls it, rows go to the default partitions and move when somebody does.';
