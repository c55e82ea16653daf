-- Takes back: that only a foreign key empties a reference of an append-only table.

create or replace function governance.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Let through: a foreign key that empties a reference, because what it pointed to is erased. Nothing else may change with it.
  if tg_op = 'UPDATE' and pg_catalog.pg_trigger_depth() > 1 then
    if not exists (select from pg_catalog.jsonb_each(pg_catalog.to_jsonb(new)) as later
                   join pg_catalog.jsonb_each(pg_catalog.to_jsonb(old)) as earlier using (key)
                   where later.value is distinct from earlier.value and later.value <> 'null') then
      return new;
    end if;
  end if;
  raise exception 'rows of % are never changed or deleted', tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Add a row that says what changed. Old rows leave with their partition.';
end
$$;
comment on function governance.refuse_change() is
  'Keeps an append-only table append-only, also against its owner: policies alone would let an owner switch them off unseen. Only a foreign key may empty a reference to what is erased.';
