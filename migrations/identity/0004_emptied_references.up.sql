-- Lets a row of an append-only table lose a reference to what is erased, and nothing else.

create or replace function governance.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Let through: a foreign key that empties a reference, because what it pointed to is erased. It acts as the table's owner, for
  -- anybody's trigger goes as deep; and it empties its own columns only, so that the pseudonym beside them stays.
  if tg_op = 'UPDATE' and pg_catalog.pg_trigger_depth() > 1
     and (governance.acts_as_owner()
          or current_user = (select pg_catalog.pg_get_userbyid(relation.relowner) from pg_catalog.pg_class as relation
                             where relation.oid = tg_relid)) then
    if not exists (
      select from pg_catalog.jsonb_each(pg_catalog.to_jsonb(new)) as later
      join pg_catalog.jsonb_each(pg_catalog.to_jsonb(old)) as earlier using (key)
      where later.value is distinct from earlier.value
        and (later.value <> 'null' or key not in (
          select attribute.attname::text
          from pg_catalog.pg_constraint as reference
          join pg_catalog.pg_attribute as attribute
            on attribute.attrelid = reference.conrelid
               and attribute.attnum = any (coalesce(reference.confdelsetcols, reference.conkey))
          where reference.conrelid = tg_relid and reference.contype = 'f' and reference.confdeltype = 'n'))) then
      return new;
    end if;
  end if;
  raise exception 'rows of % are never changed or deleted', tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Add a row that says what changed. Old rows leave with their partition.';
end
$$;
comment on function governance.refuse_change() is
  'Keeps an append-only table append-only, also against its owner: policies alone would let an owner switch them off unseen. Only a foreign key may empty a reference to what is erased: it acts as the table''s owner and empties its own columns, which a trigger of anybody else''s cannot, also not of a role that row security does not bind.';
