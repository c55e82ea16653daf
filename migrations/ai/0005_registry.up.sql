-- Who approves a version's next stage, and under which aliases versions go.
-- needs: identity/0002

alter table governance.ai_models add constraint ai_models_tenant_name_id_unique unique (tenant_id, name, id);
-- Triggers look at the version, also for who writes for every tenant and is of none.
alter policy ai_models_select on governance.ai_models
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));

create table governance.ai_registry_settings (
  tenant_id uuid primary key default governance.current_tenant_id(),
  four_eyes boolean not null default true,
  changed_by uuid default governance.current_user_id(),
  changer_subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_registry_settings_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_registry_settings_changed_by_fk foreign key (tenant_id, changed_by)
    references governance.users (tenant_id, id) on delete set null (changed_by)
);
create index ai_registry_settings_changed_by on governance.ai_registry_settings (tenant_id, changed_by);
comment on table governance.ai_registry_settings is
  'How a tenant runs its registry. Without a row four eyes are needed. Neither seed names the table; the approval of stages asks for it. Everybody of the tenant reads, administrators write.';
comment on column governance.ai_registry_settings.tenant_id is 'Whose registry, and the identity of the row.';
comment on column governance.ai_registry_settings.four_eyes is
  'Whether whoever asks for a stage may not decide on it. Off is for a tenant of one person.';
comment on column governance.ai_registry_settings.changed_by is 'Who changed it last: whoever changes it says the own id; empty when the person was erased.';
comment on column governance.ai_registry_settings.changer_subject_key is 'The pseudonym of who changed it last, which stays.';
comment on column governance.ai_registry_settings.created_at is 'When the row was made.';
comment on column governance.ai_registry_settings.updated_at is 'When the row was last changed.';
create trigger ai_registry_settings_keep_changer before insert or update of changed_by on governance.ai_registry_settings
  for each row execute function governance.keep_person_key('changed_by', 'changer_subject_key');
create trigger ai_registry_settings_set_updated_at before update on governance.ai_registry_settings
  for each row execute function governance.set_updated_at();

alter table governance.ai_registry_settings enable row level security;
alter table governance.ai_registry_settings force row level security;
create policy ai_registry_settings_select on governance.ai_registry_settings for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));
create policy ai_registry_settings_insert on governance.ai_registry_settings for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin())
               and changed_by = (select governance.current_user_id()))
              or (select governance.may_write_every_tenant()));
create policy ai_registry_settings_update on governance.ai_registry_settings for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin())
               and changed_by = (select governance.current_user_id()))
              or (select governance.may_write_every_tenant()));
create policy ai_registry_settings_delete on governance.ai_registry_settings for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.ai_model_aliases (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_name text not null,
  alias text not null,
  model_id uuid not null,
  set_by uuid default governance.current_user_id(),
  setter_subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_model_aliases_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_model_aliases_version_fk foreign key (tenant_id, model_name, model_id)
    references governance.ai_models (tenant_id, name, id) on update cascade on delete cascade,
  constraint ai_model_aliases_set_by_fk foreign key (tenant_id, set_by)
    references governance.users (tenant_id, id) on delete set null (set_by),
  constraint ai_model_aliases_alias_unique unique (tenant_id, model_name, alias),
  constraint ai_model_aliases_alias_format check (alias ~ '^[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}$')
);
create index ai_model_aliases_version on governance.ai_model_aliases (tenant_id, model_id, model_name);
create index ai_model_aliases_set_by on governance.ai_model_aliases (tenant_id, set_by);
comment on table governance.ai_model_aliases is
  'Names that move from version to version, such as champion. An alias points to one version of its model, so no two versions in production can go under the same. Neither seed names the table. Everybody of the tenant reads; administrators and the owner of the version write.';
comment on column governance.ai_model_aliases.id is 'Its identity.';
comment on column governance.ai_model_aliases.tenant_id is 'To whom it belongs.';
comment on column governance.ai_model_aliases.model_name is 'The model of which it names a version.';
comment on column governance.ai_model_aliases.alias is
  'The name: letters, digits, dot, dash and underscore, as MLflow has them, so that it can stand in an address.';
comment on column governance.ai_model_aliases.model_id is 'The version that it points to; it goes with the version.';
comment on column governance.ai_model_aliases.set_by is 'Who set it there: whoever moves it says the own id; empty when the person was erased.';
comment on column governance.ai_model_aliases.setter_subject_key is 'The pseudonym of who set it there, which stays.';
comment on column governance.ai_model_aliases.created_at is 'When the row was made.';
comment on column governance.ai_model_aliases.updated_at is 'When the row was last changed.';
create trigger ai_model_aliases_keep_setter before insert or update of set_by on governance.ai_model_aliases
  for each row execute function governance.keep_person_key('set_by', 'setter_subject_key');
create trigger ai_model_aliases_set_updated_at before update on governance.ai_model_aliases
  for each row execute function governance.set_updated_at();

alter table governance.ai_model_aliases enable row level security;
alter table governance.ai_model_aliases force row level security;
create policy ai_model_aliases_select on governance.ai_model_aliases for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_model_aliases_insert on governance.ai_model_aliases for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and set_by = (select governance.current_user_id())
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));
create policy ai_model_aliases_update on governance.ai_model_aliases for update
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and set_by = (select governance.current_user_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()));
create policy ai_model_aliases_delete on governance.ai_model_aliases for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()));

create table governance.ai_model_stage_requests (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  from_stage text not null,
  to_stage text not null,
  reason text not null,
  requested_by uuid default governance.current_user_id(),
  requester_subject_key uuid,
  requester_id_kept uuid,
  requested_at timestamptz not null default pg_catalog.now(),
  decision text,
  decided_by uuid,
  decider_subject_key uuid,
  decided_at timestamptz,
  decision_reason text,
  four_eyes boolean,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_model_stage_requests_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_model_stage_requests_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint ai_model_stage_requests_requested_by_fk foreign key (tenant_id, requested_by)
    references governance.users (tenant_id, id) on delete set null (requested_by),
  constraint ai_model_stage_requests_decided_by_fk foreign key (tenant_id, decided_by)
    references governance.users (tenant_id, id) on delete set null (decided_by),
  constraint ai_model_stage_requests_from_stage_known
    check (from_stage in ('development', 'testing', 'production', 'deprecated')),
  constraint ai_model_stage_requests_to_stage_known
    check (to_stage in ('development', 'testing', 'production', 'deprecated')),
  constraint ai_model_stage_requests_moves check (from_stage <> to_stage),
  constraint ai_model_stage_requests_reason_not_blank check (pg_catalog.btrim(reason) <> ''),
  constraint ai_model_stage_requests_decision_known check (decision in ('approved', 'rejected', 'withdrawn')),
  constraint ai_model_stage_requests_decided_has_time check ((decision is null) = (decided_at is null)),
  constraint ai_model_stage_requests_decided_after_request check (decided_at >= requested_at),
  constraint ai_model_stage_requests_decision_has_reason
    check (decision_reason is not null or decision is null or decision = 'withdrawn'),
  constraint ai_model_stage_requests_decision_reason_not_blank check (pg_catalog.btrim(decision_reason) <> '')
);
create unique index ai_model_stage_requests_open on governance.ai_model_stage_requests (tenant_id, model_id) where decision is null;
create index ai_model_stage_requests_model on governance.ai_model_stage_requests (tenant_id, model_id, requested_at);
create index ai_model_stage_requests_requested_by on governance.ai_model_stage_requests (tenant_id, requested_by);
create index ai_model_stage_requests_decided_by on governance.ai_model_stage_requests (tenant_id, decided_by);
comment on table governance.ai_model_stage_requests is
  'Who asked for a version''s next stage and why, who decided and why. Neither seed names the table: in seed 000 whoever signs in changes the stage of any model. Everybody of the tenant reads; administrators and the owner of the version ask; whoever is not the one who asked decides, and must be an administrator.';
comment on column governance.ai_model_stage_requests.id is 'Its identity.';
comment on column governance.ai_model_stage_requests.tenant_id is 'To whom it belongs.';
comment on column governance.ai_model_stage_requests.model_id is 'The version. It cannot be deleted while this says who let it into production.';
comment on column governance.ai_model_stage_requests.from_stage is 'Where it stood when somebody asked.';
comment on column governance.ai_model_stage_requests.to_stage is 'Where it is to go.';
comment on column governance.ai_model_stage_requests.reason is 'Why.';
comment on column governance.ai_model_stage_requests.requested_by is 'Who asked; empty when the person was erased.';
comment on column governance.ai_model_stage_requests.requester_subject_key is 'The pseudonym of who asked, which stays.';
comment on column governance.ai_model_stage_requests.requester_id_kept is
  'The id of who asked, which stays when the person is erased: whoever is registered again under it does not approve the own request. A trigger sets it.';
comment on column governance.ai_model_stage_requests.requested_at is 'When.';
comment on column governance.ai_model_stage_requests.decision is 'approved, rejected or withdrawn; null while it waits. A version has one that waits at most.';
comment on column governance.ai_model_stage_requests.decided_by is 'Who decided; empty when the person was erased.';
comment on column governance.ai_model_stage_requests.decider_subject_key is 'The pseudonym of who decided, which stays.';
comment on column governance.ai_model_stage_requests.decided_at is 'When it was decided.';
comment on column governance.ai_model_stage_requests.decision_reason is 'Why it was decided so; a withdrawal needs no reason.';
comment on column governance.ai_model_stage_requests.four_eyes is
  'Whether somebody else had to decide when this was decided, as a trigger found it: so a switch that was off for a minute is on record.';
comment on column governance.ai_model_stage_requests.created_at is 'When the row was made.';
comment on column governance.ai_model_stage_requests.updated_at is 'When the row was last changed.';
create trigger ai_model_stage_requests_keep_requester before insert or update of requested_by on governance.ai_model_stage_requests
  for each row execute function governance.keep_person_key('requested_by', 'requester_subject_key');
create trigger ai_model_stage_requests_keep_decider before insert or update of decided_by on governance.ai_model_stage_requests
  for each row execute function governance.keep_person_key('decided_by', 'decider_subject_key', 'decided_at');
create trigger ai_model_stage_requests_keep_requester_named before update of requested_by on governance.ai_model_stage_requests
  for each row when (old.requested_by is not null and new.requested_by is null)
  execute function governance.keep_named('requested_by');
create trigger ai_model_stage_requests_keep_decider_named before update of decided_by on governance.ai_model_stage_requests
  for each row when (old.decided_by is not null and new.decided_by is null)
  execute function governance.keep_named('decided_by');
create trigger ai_model_stage_requests_set_updated_at before update on governance.ai_model_stage_requests
  for each row execute function governance.set_updated_at();

create function governance.keep_request_times() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.requested_at := pg_catalog.now();
  else
    new.requested_at := old.requested_at;
    if old.decision is null and new.decision is not null then
      new.decided_at := pg_catalog.now();
    end if;
  end if;
  return new;
end
$$;
comment on function governance.keep_request_times() is
  'Sets when somebody asked and decided, whatever a client sends. Who writes for every tenant is believed: imports bring times along.';
create trigger ai_model_stage_requests_keep_times before insert or update on governance.ai_model_stage_requests
  for each row when (not governance.may_write_every_tenant()) execute function governance.keep_request_times();

create function governance.require_four_eyes() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  new.four_eyes := case when tg_op = 'UPDATE' then old.four_eyes end;
  new.requester_id_kept := case when tg_op = 'UPDATE' then old.requester_id_kept else new.requested_by end;
  if tg_op = 'UPDATE' then
    if (new.tenant_id, new.model_id, new.from_stage, new.to_stage, new.reason, new.requester_subject_key)
       is distinct from (old.tenant_id, old.model_id, old.from_stage, old.to_stage, old.reason, old.requester_subject_key)
       or (new.id, new.created_at) is distinct from (old.id, old.created_at) then
      raise exception 'a request asks for what it asked for at first' using errcode = 'restrict_violation',
        hint = 'Withdraw it and ask again.';
    end if;
    if old.decision is not null then
      if (new.decision, new.decided_at, new.decision_reason, new.decider_subject_key)
         is distinct from (old.decision, old.decided_at, old.decision_reason, old.decider_subject_key) then
        raise exception 'the request is decided and stays as it is' using errcode = 'restrict_violation', hint = 'Ask again.';
      end if;
      return new;
    end if;
  elsif new.decision is null and new.decided_at is null
        and new.from_stage is distinct from (select version.deployment_status from governance.ai_models as version
                                             where version.tenant_id = new.tenant_id and version.id = new.model_id) then
    raise exception 'the version is not in the stage %', new.from_stage using errcode = 'restrict_violation',
      hint = 'Read its deployment_status and ask from there.';
  end if;
  if new.decision in ('approved', 'rejected') then
    new.four_eyes := coalesce((select settings.four_eyes from governance.ai_registry_settings as settings
                               where settings.tenant_id = new.tenant_id), true);
    if new.decided_by is null or new.decider_subject_key is null then
      raise exception 'nobody is named who decides' using errcode = 'restrict_violation',
        hint = 'Say in decided_by who does.';
    end if;
    if new.four_eyes and (new.requester_subject_key is null or new.decider_subject_key = new.requester_subject_key
                          or new.decided_by = new.requester_id_kept) then
      raise exception 'whoever asks for a stage does not decide on it' using errcode = 'restrict_violation',
        hint = 'Let somebody else decide, or switch off four_eyes in ai_registry_settings.';
    end if;
  elsif new.decision = 'withdrawn' and tg_op = 'UPDATE' and (new.decided_by is null or new.decider_subject_key is null) then
    raise exception 'nobody is named who withdraws it' using errcode = 'restrict_violation', hint = 'Say in decided_by who does.';
  elsif new.decision = 'withdrawn' and new.decider_subject_key is distinct from new.requester_subject_key
        and new.requested_by is not null then
    raise exception 'whoever asked for a stage withdraws it' using errcode = 'restrict_violation', hint = 'Others reject it.';
  end if;
  return new;
end
$$;
revoke execute on function governance.require_four_eyes() from public;
comment on function governance.require_four_eyes() is
  'Refuses that whoever asked for a stage decides on it, unless the tenant has switched that off, that a request or a decision is changed, and that somebody asks from a stage in which the version is not. It compares pseudonyms, which outlive the person, and ids, which somebody who was erased and registered again may have got back, and runs as the owner to read the tenant''s setting. Its trigger comes after those that set the pseudonyms: triggers fire by name.';
create trigger ai_model_stage_requests_require_four_eyes before insert or update on governance.ai_model_stage_requests
  for each row execute function governance.require_four_eyes();

alter table governance.ai_model_stage_requests enable row level security;
alter table governance.ai_model_stage_requests force row level security;
create policy ai_model_stage_requests_select on governance.ai_model_stage_requests for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));
create policy ai_model_stage_requests_insert on governance.ai_model_stage_requests for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and decision is null
               and requested_by = (select governance.current_user_id())
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));
create policy ai_model_stage_requests_update on governance.ai_model_stage_requests for update
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin()) or requested_by = (select governance.current_user_id())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or (requested_by = (select governance.current_user_id()) and decision = 'withdrawn'))
          and (decided_by is null or decided_by = (select governance.current_user_id())))
         or (select governance.may_write_every_tenant()));
create policy ai_model_stage_requests_delete on governance.ai_model_stage_requests for delete
  using ((select governance.may_write_every_tenant()));

create function governance.require_stage_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' then
    if new.deployment_status <> 'development' then
      raise exception 'a version begins in development' using errcode = 'restrict_violation',
        hint = 'Register it, ask for its stage in ai_model_stage_requests, and let somebody approve.';
    end if;
  elsif not exists (select from governance.ai_model_stage_requests as request
                    where request.tenant_id = new.tenant_id and request.model_id = new.id
                      and request.from_stage = old.deployment_status and request.to_stage = new.deployment_status
                      and request.decision = 'approved' and request.decided_at = pg_catalog.now()) then
    raise exception 'a version changes its stage together with the approval of a request' using errcode = 'restrict_violation',
      hint = 'Ask for it in ai_model_stage_requests; approve and change the stage in one transaction.';
  elsif new.deployment_status = 'production' and (new.owner_id is null or new.performance_metrics = '{}') then
    raise exception 'a version goes to production with an owner and an evaluation' using errcode = 'restrict_violation',
      hint = 'Say in owner_id who answers for it, and in performance_metrics at least one result.';
  end if;
  return new;
end
$$;
revoke execute on function governance.require_stage_request() from public;
comment on function governance.require_stage_request() is
  'Refuses a stage that nobody approved in the same transaction, and production without an owner and an evaluation. It is not asked of who may write for every tenant: imports bring stages along.';
create trigger ai_models_require_stage_request before update of deployment_status on governance.ai_models
  for each row when (old.deployment_status is distinct from new.deployment_status and not governance.may_write_every_tenant())
  execute function governance.require_stage_request();
create trigger ai_models_begin_in_development before insert on governance.ai_models
  for each row when (new.deployment_status <> 'development' and not governance.may_write_every_tenant())
  execute function governance.require_stage_request();
