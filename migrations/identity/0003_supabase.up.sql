-- On Supabase the people follow auth.users: signed up, changed, erased. Elsewhere this does nothing.

do $do$
begin
  if pg_catalog.to_regclass('auth.users') is null or pg_catalog.to_regprocedure('auth.uid()') is null then
    return;
  end if;

  execute $sql$
    create function governance.record_auth_user(account_id uuid, account jsonb) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $body$
    declare
      address constant text := nullif(account ->> 'email', '');
      -- There a telephone number has no plus sign.
      dialled constant text := '+' || pg_catalog.ltrim(account ->> 'phone', '+');
      number constant text := case when dialled ~ '^\+[1-9][0-9]{6,14}$' then dialled end;
      home constant uuid := (select tenant.id from governance.tenants as tenant
                             where tenant.id::text = account #>> '{raw_app_meta_data,tenant_id}');
      verified constant boolean := account ->> 'email_confirmed_at' is not null;
    begin
      -- With the address as the name; if the name is taken, with the id as the name; if the address is taken too, or none
      -- that we would write to, without it. A clash here is no reason to refuse a sign-up there.
      for attempt in 1 .. 3 loop
        begin
          insert into governance.users as person (id, tenant_id, email, username, phone, is_verified)
          values (account_id, home, case when attempt < 3 then address end,
                  case when attempt = 1 then coalesce(address, account_id::text) else account_id::text end, number,
                  attempt < 3 and verified)
          on conflict (id) do update
            set email = excluded.email, phone = excluded.phone, is_verified = excluded.is_verified,
                tenant_id = coalesce(person.tenant_id, excluded.tenant_id);
          return;
        exception when unique_violation or check_violation then
          if attempt = 3 then
            raise;
          end if;
        end;
      end loop;
    end
    $body$
  $sql$;
  execute $sql$
    revoke execute on function governance.record_auth_user(uuid, jsonb) from public
  $sql$;
  execute $sql$
    comment on function governance.record_auth_user(uuid, jsonb) is
      'Keeps the row of a person who signs in through auth.users. The person waits for approval: an administrator of the tenant that raw_app_meta_data.tenant_id names sees the row, else only who may write every tenant. What people write about themselves (raw_user_meta_data) gives nothing.'
  $sql$;

  execute $sql$
    create function governance.follow_auth_user() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
    declare
      account jsonb;
    begin
      if tg_relid <> 'auth.users'::pg_catalog.regclass then
        raise exception 'this function serves the table auth.users only' using errcode = 'insufficient_privilege';
      end if;
      if tg_op = 'DELETE' then
        delete from governance.users where id = old.id;
        return null;
      end if;
      account := pg_catalog.to_jsonb(new);
      if account ->> 'deleted_at' is not null then
        delete from governance.users where id = new.id;
      elsif tg_op = 'INSERT'
         or (select pg_catalog.bool_or(account -> key is distinct from pg_catalog.to_jsonb(old) -> key)
             from pg_catalog.unnest(array['email', 'phone', 'email_confirmed_at', 'raw_app_meta_data', 'deleted_at']) as key) then
        perform governance.record_auth_user(new.id, account);
      end if;
      return null;
    end
    $body$
  $sql$;
  execute $sql$
    revoke execute on function governance.follow_auth_user() from public
  $sql$;
  execute $sql$
    comment on function governance.follow_auth_user() is
      'Tells governance users of a change to auth.users. It runs as the owner, because the service that signs people in has no right here. Erasing an account, also softly, erases the person; logs keep the subject key.'
  $sql$;
  execute $sql$
    create trigger governance_follows after insert or update or delete on auth.users
      for each row execute function governance.follow_auth_user()
  $sql$;

  -- Those who are there already. Row security binds the owner, and this is no trigger.
  execute $sql$ alter table governance.users no force row level security $sql$;
  execute $sql$ alter table governance.tenants no force row level security $sql$;
  execute $sql$
    select governance.record_auth_user(known.id, pg_catalog.to_jsonb(known))
    from auth.users as known
    where pg_catalog.to_jsonb(known) ->> 'deleted_at' is null
  $sql$;
  execute $sql$ alter table governance.tenants force row level security $sql$;
  execute $sql$ alter table governance.users force row level security $sql$;
end
$do$;
