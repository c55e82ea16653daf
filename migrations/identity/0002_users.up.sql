-- The people of each tenant.

create type governance.userrole as enum ('admin', 'user');
comment on type governance.userrole is 'What a person may do in the own tenant: an admin changes what belongs to all of it.';
create type governance.userstatus as enum ('pending_approval', 'active', 'disabled');
comment on type governance.userstatus is 'Whether a person may sign in; only active people have a tenant when they ask.';

create table governance.users (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid default governance.current_tenant_id(),
  subject_key uuid not null default pg_catalog.gen_random_uuid(),
  email text,
  username text not null,
  phone text,
  hashed_password text,
  role governance.userrole not null default 'user',
  status governance.userstatus not null default 'pending_approval',
  is_active boolean not null generated always as (status = 'active') stored,
  is_verified boolean not null default false,
  is_superuser boolean not null default false,
  tfa_enabled boolean not null default false,
  tfa_secret bytea,
  tfa_secret_key_id text,
  mission_statement text,
  goals jsonb not null default '[]',
  preferences jsonb not null default '{}',
  work_style text,
  productivity_patterns jsonb not null default '{}',
  interview_insights jsonb not null default '{}',
  project_preferences jsonb not null default '{}',
  model_configuration jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint users_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint users_tenant_id_unique unique (tenant_id, id),
  constraint users_subject_key_unique unique (subject_key),
  constraint users_has_tenant check (tenant_id is not null or status = 'pending_approval'),
  constraint users_email_format check (email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:].]+$' and pg_catalog.length(email) <= 254),
  constraint users_password_has_email check (hashed_password is null or email is not null),
  constraint users_username_not_blank check (pg_catalog.btrim(username) <> '' and pg_catalog.length(username) <= 150),
  constraint users_phone_format check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  constraint users_password_is_hash check (hashed_password ~ '^\$(2[aby]|argon2(id|i|d)|scrypt|pbkdf2[a-z0-9-]*|5|6|7|y)\$'),
  constraint users_tfa_secret_has_key check ((tfa_secret is null) = (tfa_secret_key_id is null)),
  constraint users_goals_is_list check (pg_catalog.jsonb_typeof(goals) = 'array'),
  constraint users_preferences_is_object check (pg_catalog.jsonb_typeof(preferences) = 'object'),
  constraint users_productivity_patterns_is_object check (pg_catalog.jsonb_typeof(productivity_patterns) = 'object'),
  constraint users_interview_insights_is_object check (pg_catalog.jsonb_typeof(interview_insights) = 'object'),
  constraint users_project_preferences_is_object check (pg_catalog.jsonb_typeof(project_preferences) = 'object'),
  constraint users_model_configuration_is_object check (pg_catalog.jsonb_typeof(model_configuration) = 'object')
);
create unique index users_email_unique on governance.users (pg_catalog.lower(email));
create unique index users_username_unique on governance.users (pg_catalog.lower(username));
create index users_status on governance.users (tenant_id, status);

comment on table governance.users is
  'The people who use the systems, and whose data they use. The fields are those of seed 004 section 2.1; what it says wrongly is said at the column. People read their own row, administrators those of the tenant. Grant hashed_password and tfa_secret only to the role that signs people in.';
comment on column governance.users.id is 'Its identity; on Supabase that of auth.users.';
comment on column governance.users.tenant_id is
  'To whom the person belongs; none until somebody approves a person who registered alone. A tenant with people cannot be deleted.';
comment on column governance.users.subject_key is
  'Stands for the person in logs and consents, and never changes. It stays there when the person is erased; this row, the only way back from it, goes.';
comment on column governance.users.email is
  'Where the person is written to; unique without regard to case in the whole database, since who signs in has named no tenant yet; so whoever adds people learns that an address is taken. The seed demands one of everybody; here of everybody who signs in with a password: who signs up elsewhere by telephone has none.';
comment on column governance.users.username is 'What the person signs in with; unique as the e-mail address is.';
comment on column governance.users.phone is 'A telephone number as E.164 writes it: a plus sign and up to 15 digits.';
comment on column governance.users.hashed_password is
  'A hash in the form $scheme$…, never a password; none where the person signs in elsewhere. The seed demands one of everybody.';
comment on column governance.users.role is 'What the person may do in the own tenant.';
comment on column governance.users.status is 'Whether the person may sign in.';
comment on column governance.users.is_active is 'The same as status = active: the seed keeps two truths, here the second follows the first.';
comment on column governance.users.is_verified is 'Whether the e-mail address was shown to be the person''s.';
comment on column governance.users.is_superuser is 'A mark of the application''s own. No policy here heeds it: a row must not give rights across tenants.';
comment on column governance.users.tfa_enabled is 'Whether a second factor is asked for; what stands behind it is in user_two_factor_auth (pack security).';
comment on column governance.users.tfa_secret is 'Ciphertext of the TOTP secret. The seed keeps the secret itself, which gives both factors to whoever reads the table.';
comment on column governance.users.tfa_secret_key_id is 'Which key the ciphertext was made with; the key is not in the database.';
comment on column governance.users.mission_statement is 'What the person works for, in the own words.';
comment on column governance.users.goals is 'A list of goals.';
comment on column governance.users.preferences is 'How the person wants the application to be.';
comment on column governance.users.work_style is 'How the person works best.';
comment on column governance.users.productivity_patterns is 'When and how the person gets most done.';
comment on column governance.users.interview_insights is 'What came out of interviews with the person.';
comment on column governance.users.project_preferences is 'What kind of projects the person wants.';
comment on column governance.users.model_configuration is
  'Which model serves which component for this person, component to model. The seed spends 22 columns on it and would need another for each new component.';
comment on column governance.users.created_at is 'When the row was made.';
comment on column governance.users.updated_at is 'When the row was last changed.';

alter table governance.tenant_members
  add constraint tenant_members_user_fk foreign key (user_id) references governance.users (id) on delete cascade;

create trigger users_set_updated_at before update on governance.users
  for each row execute function governance.set_updated_at();

create function governance.keep_tenant_member() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_relid <> 'governance.users'::pg_catalog.regclass then
    raise exception 'this function serves the table users only' using errcode = 'insufficient_privilege';
  end if;
  if new.status = 'active' then
    insert into governance.tenant_members (user_id, tenant_id, is_admin)
    values (new.id, new.tenant_id, new.role = 'admin')
    on conflict (user_id) do update set tenant_id = excluded.tenant_id, is_admin = excluded.is_admin;
  else
    delete from governance.tenant_members where user_id = new.id;
  end if;
  return null;
end
$$;
revoke execute on function governance.keep_tenant_member() from public;
comment on function governance.keep_tenant_member() is
  'Tells the policies of a change to users. It runs as the owner, because nobody else may write tenant_members.';
create trigger users_keep_tenant_member after insert or update of tenant_id, role, status on governance.users
  for each row execute function governance.keep_tenant_member();

create function governance.guard_own_rights() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  may_give constant boolean :=
    (governance.is_tenant_admin() and old.id is distinct from governance.current_user_id())
    or governance.may_write_every_tenant()
    or governance.acts_as_owner()
    or (select role.rolsuper or role.rolbypassrls from pg_catalog.pg_roles as role where role.rolname = current_user);
begin
  if new.subject_key <> old.subject_key then
    raise exception 'the subject key of a person never changes'
      using errcode = 'restrict_violation', hint = 'Logs and consents know the person by it.';
  end if;
  if not may_give and (new.id, new.tenant_id, new.role, new.status, new.is_superuser, new.is_verified)
     is distinct from (old.id, old.tenant_id, old.role, old.status, old.is_superuser, old.is_verified) then
    raise exception 'nobody changes the own tenant, role, status or verification'
      using errcode = 'insufficient_privilege', hint = 'An administrator of the tenant does it for others.';
  end if;
  if not may_give and new.email is distinct from old.email then
    new.is_verified := false;
  end if;
  return new;
end
$$;
comment on function governance.guard_own_rights() is
  'People edit their own row, and policies cannot tell columns apart: this keeps what gives rights out of their reach, and a new e-mail address unverified.';
create trigger users_guard_own_rights before update on governance.users
  for each row execute function governance.guard_own_rights();

alter table governance.users enable row level security;
alter table governance.users force row level security;
create policy users_select on governance.users for select
  using (id = (select governance.current_user_id())
         or (tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy users_insert on governance.users for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy users_update on governance.users for update
  using (id = (select governance.current_user_id())
         or (tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant())
         or (select governance.acts_in_own_trigger()))
  with check (id = (select governance.current_user_id())
         or (tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy users_delete on governance.users for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant())
         or (select governance.acts_in_own_trigger()));

create function governance.keep_subject_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  if new.user_id is not null then
    new.subject_key := (select person.subject_key from governance.users as person
                        where person.tenant_id = new.tenant_id and person.id = new.user_id);
  end if;
  return new;
end
$$;
revoke execute on function governance.keep_subject_key() from public;
comment on function governance.keep_subject_key() is
  'For tables with user_id and subject_key: before insert or update of user_id it copies the person''s key, which stays when the person is erased and user_id is emptied. It runs as the owner, because people do not read each other''s rows.';

create function governance.keep_person_key() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  given jsonb;
  person uuid;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  given := pg_catalog.to_jsonb(new);
  person := (given ->> tg_argv[0])::uuid;
  if person is not null then
    new := pg_catalog.jsonb_populate_record(new, pg_catalog.jsonb_build_object(
      tg_argv[1], (select human.subject_key from governance.users as human where human.tenant_id = new.tenant_id and human.id = person)));
    if tg_nargs > 2 and given ->> tg_argv[2] is null then
      new := pg_catalog.jsonb_populate_record(new, pg_catalog.jsonb_build_object(tg_argv[2], pg_catalog.now()));
    end if;
  end if;
  return new;
end
$$;
revoke execute on function governance.keep_person_key() from public;
comment on function governance.keep_person_key() is
  'Copies the subject key of the person whom the column named first refers to into the column named second, where it stays when the person is erased, and sets the time named third where it is empty. It runs as the owner, because people do not read each other''s rows.';

create function governance.keep_named() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from governance.users as person where person.id = (pg_catalog.to_jsonb(old) ->> tg_argv[0])::uuid) then
    raise exception 'the person in % of % stays named until erased', tg_argv[0], tg_table_name using errcode = 'restrict_violation',
      hint = 'It is emptied when the row of that person is deleted.';
  end if;
  return new;
end
$$;
revoke execute on function governance.keep_named() from public;
comment on function governance.keep_named() is
  'For triggers before an update that empties the column of a person, which it names: only the foreign key may, when the person is erased. It looks whether the person is there still, for a trigger of anybody''s could look like a foreign key; it runs as the owner, because people do not read each other''s rows.';
