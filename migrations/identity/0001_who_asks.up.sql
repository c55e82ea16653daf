-- Tenants, and the functions that say who asks.

create function governance.set_updated_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := pg_catalog.now();
  return new;
end
$$;
comment on function governance.set_updated_at() is
  'The one trigger function that keeps updated_at, whatever a client sends.';

create function governance.refuse_change() returns trigger
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

-- Decided once, here: a function that looked for auth.uid() at each call could be turned by whoever may create it later.
do $do$
begin
  if pg_catalog.to_regprocedure('auth.uid()') is not null then
    execute $sql$
      create function governance.current_user_id() returns uuid
      language sql stable parallel safe
      return auth.uid()
    $sql$;
  else
    execute $sql$
      create function governance.current_user_id() returns uuid
      language sql stable parallel safe
      return nullif(pg_catalog.current_setting('provost.user_id', true), '')::uuid
    $sql$;
  end if;
end
$do$;
comment on function governance.current_user_id() is
  'Who asks: auth.uid() where the database has it (Supabase), else the setting provost.user_id, which an application sets for each transaction with set_config(''provost.user_id'', $1, true) after it has checked who the person is. The setting is believed: who may send SQL of their own as that role may be anybody. Null is nobody.';

create function governance.acts_as_owner() returns boolean
language sql stable parallel safe
return (select pg_catalog.pg_get_userbyid(function.proowner) = current_user
        from pg_catalog.pg_proc as function
        where function.oid = 'governance.set_updated_at()'::pg_catalog.regprocedure);
comment on function governance.acts_as_owner() is 'Whether the schema''s owner acts, itself or through a function of its own.';

create function governance.acts_in_own_trigger() returns boolean
language sql stable parallel restricted
return governance.acts_as_owner() and pg_catalog.pg_trigger_depth() > 0;
comment on function governance.acts_in_own_trigger() is
  'Whether a trigger of the schema''s owner acts. Only so is written what nobody edits by hand, and what row security keeps from its owner too is found where a trigger must know it.';

-- Types, because GRANT … ON ALL … IN SCHEMA knows tables, sequences and functions, and so gives these to nobody by the way.
create domain governance.every_tenant_reader as boolean;
comment on domain governance.every_tenant_reader is
  'Used by no column. USAGE on it is the right to read the rows of every tenant: grant it to auditors by name. Not even the owner has it at first.';

create domain governance.every_tenant_writer as boolean;
comment on domain governance.every_tenant_writer is
  'Used by no column. USAGE on it is the right to write rows of every tenant: grant it by name to the role that imports and maintains.';

create function governance.may_read_every_tenant() returns boolean
language sql stable parallel safe
return (select type.typacl is not null and pg_catalog.has_type_privilege(type.oid, 'usage')
               and not exists (select from pg_catalog.aclexplode(type.typacl) as granted where granted.grantee = 0)
        from pg_catalog.pg_type as type where type.oid = 'governance.every_tenant_reader'::pg_catalog.regtype);
comment on function governance.may_read_every_tenant() is
  'Whether the role that asks was given the right to read every tenant. What everybody has counts for nobody: so it is after a dump was restored without its privileges.';

create function governance.may_write_every_tenant() returns boolean
language sql stable parallel safe
return (select type.typacl is not null and pg_catalog.has_type_privilege(type.oid, 'usage')
               and not exists (select from pg_catalog.aclexplode(type.typacl) as granted where granted.grantee = 0)
        from pg_catalog.pg_type as type where type.oid = 'governance.every_tenant_writer'::pg_catalog.regtype);
comment on function governance.may_write_every_tenant() is
  'Whether the role that asks was given the right to write every tenant. What everybody has counts for nobody.';

-- From everybody, and from whoever has it by default privileges. After the functions that name the types: PostgreSQL 18 wants
-- USAGE on a type that a function's body names.
do $do$
declare
  holder record;
begin
  for holder in
    select type.oid::pg_catalog.regtype as name, granted.grantee
    from pg_catalog.pg_type as type,
         pg_catalog.aclexplode(coalesce(type.typacl, pg_catalog.acldefault('T', type.typowner))) as granted
    where type.oid in ('governance.every_tenant_reader'::pg_catalog.regtype,
                       'governance.every_tenant_writer'::pg_catalog.regtype)
  loop
    execute pg_catalog.format('revoke usage on type %s from %s', holder.name,
      case when holder.grantee = 0 then 'public' else pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(holder.grantee)) end);
  end loop;
end
$do$;

create table governance.tenants (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  name text not null,
  is_sample boolean not null default false,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint tenants_name_unique unique (name),
  constraint tenants_name_not_blank check (pg_catalog.btrim(name) <> '')
);
comment on table governance.tenants is
  'The organisations whose rows stand side by side. Neither seed names this table; both ask for policies that hold between tenants, and a policy needs something to hold to.';
comment on column governance.tenants.id is 'Its identity; every governance row carries it.';
comment on column governance.tenants.name is 'What people call it.';
comment on column governance.tenants.is_sample is 'Whether all its rows are synthetic sample data; screens and reports say so.';
comment on column governance.tenants.created_at is 'When the row was made.';
comment on column governance.tenants.updated_at is 'When the row was last changed.';
create trigger tenants_set_updated_at before update on governance.tenants
  for each row execute function governance.set_updated_at();

create function governance.is_of_this_schema(table_schema name) returns boolean
language sql stable parallel safe
return pg_catalog.quote_ident(table_schema::text) || '.tenants' = 'governance.tenants'::pg_catalog.regclass::text;
comment on function governance.is_of_this_schema(name) is
  'Whether a trigger stands at a table of this schema. Trigger functions that run as the owner ask it before they look at a row: whoever may execute them could set them to a table of their own, with types and casts of their own. It needs a search_path without this schema, which each of those functions fixes: pg_catalog, and pg_temp last, for an empty one finds the types of temporary schemas before those of PostgreSQL.';

-- Who belongs to which tenant, in a table of its own: its policy asks for nothing but the own row, so that the policies
-- of all other tables can ask it without asking themselves.
create table governance.tenant_members (
  user_id uuid primary key,
  tenant_id uuid not null,
  is_admin boolean not null,
  constraint tenant_members_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict
);
create index tenant_members_tenant_id on governance.tenant_members (tenant_id);
comment on table governance.tenant_members is
  'The tenant of each active person, as the policies read it. Kept by a trigger on users, never by hand.';
comment on column governance.tenant_members.user_id is 'The person, and the identity of the row: nobody is in two tenants. It goes when the person goes.';
comment on column governance.tenant_members.tenant_id is 'The tenant of the person; it cannot be deleted while it has people.';
comment on column governance.tenant_members.is_admin is 'Whether the person may change what belongs to the whole tenant.';

create function governance.current_tenant_id() returns uuid
language sql stable parallel safe
return (select member.tenant_id from governance.tenant_members as member where member.user_id = governance.current_user_id());
comment on function governance.current_tenant_id() is 'The tenant of who asks; null for nobody, and for people who are not active.';

create function governance.is_tenant_admin() returns boolean
language sql stable parallel safe
return coalesce((select member.is_admin from governance.tenant_members as member where member.user_id = governance.current_user_id()), false);
comment on function governance.is_tenant_admin() is 'Whether who asks is an administrator of the own tenant.';

alter table governance.tenants enable row level security;
alter table governance.tenants force row level security;
create policy tenants_select on governance.tenants for select
  using (id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy tenants_insert on governance.tenants for insert
  with check ((select governance.may_write_every_tenant()));
create policy tenants_update on governance.tenants for update
  using ((select governance.may_write_every_tenant()))
  with check ((select governance.may_write_every_tenant()));
create policy tenants_delete on governance.tenants for delete
  using ((select governance.may_write_every_tenant()));

alter table governance.tenant_members enable row level security;
alter table governance.tenant_members force row level security;
create policy tenant_members_select on governance.tenant_members for select
  using (user_id = (select governance.current_user_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy tenant_members_insert on governance.tenant_members for insert
  with check ((select governance.acts_in_own_trigger()));
create policy tenant_members_update on governance.tenant_members for update
  using ((select governance.acts_in_own_trigger()))
  with check ((select governance.acts_in_own_trigger()));
create policy tenant_members_delete on governance.tenant_members for delete
  using ((select governance.acts_in_own_trigger()));
