-- What keeps credentials their person's own: no exchange by update, and a reset that reads nothing.
-- needs: identity/0002, governance/0001

create function governance.refuse_exchange() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a row of % stands for is never exchanged', tg_table_name
    using errcode = 'restrict_violation', hint = 'Delete the row and add another.';
end
$$;
comment on function governance.refuse_exchange() is
  'Keeps a row from becoming somebody else''s, or another credential, by an update.';

create function governance.user_being_reset() returns uuid
language sql stable parallel safe
return case when governance.acts_as_owner()
            then nullif(pg_catalog.current_setting('provost.user_being_reset', true), '')::uuid end;
comment on function governance.user_being_reset() is
  'Whose credentials reset_credentials() takes away now. Policies let that function reach rows that administrators must not read.';
