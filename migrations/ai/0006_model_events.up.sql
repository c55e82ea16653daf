-- Everything that happens to a version of a model and to how the registry is run, with who did it and when.
-- needs: identity/0002

create table governance.ai_model_events (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid,
  model_key uuid not null,
  model_name text not null,
  model_version text not null,
  event_type text not null,
  actor_id uuid default governance.current_user_id(),
  actor_subject_key uuid,
  actor_role text not null default current_user,
  details jsonb not null default '{}',
  happened_at timestamptz not null default pg_catalog.clock_timestamp(),
  constraint ai_model_events_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_model_events_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint ai_model_events_actor_fk foreign key (tenant_id, actor_id)
    references governance.users (tenant_id, id) on delete set null (actor_id),
  constraint ai_model_events_event_type_known check (event_type in (
    'registered', 'imported', 'changed', 'removed', 'stage_requested', 'stage_approved', 'stage_rejected', 'stage_withdrawn',
    'stage_changed', 'alias_set', 'alias_removed', 'deployed', 'deployment_changed', 'deployment_removed', 'drift_found',
    'drift_resolved')),
  constraint ai_model_events_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object')
);
create index ai_model_events_model on governance.ai_model_events (tenant_id, model_id);
-- Without the tenant, which no index can look for where a policy says "or": a version is of one tenant.
create index ai_model_events_model_key on governance.ai_model_events (model_key, happened_at desc, id);
create index ai_model_events_actor on governance.ai_model_events (tenant_id, actor_id);
create index ai_model_events_happened_at on governance.ai_model_events (tenant_id, happened_at desc);
comment on table governance.ai_model_events is
  'Everything that happened to the versions of models, with who and when, so that it can be told which version was in production on a day. Triggers write it, also for changes by plain SQL, and nobody else does; it is never changed. Neither seed names the table. Everybody of the tenant reads.';
comment on column governance.ai_model_events.id is 'Its identity.';
comment on column governance.ai_model_events.tenant_id is 'To whom it belongs.';
comment on column governance.ai_model_events.model_id is
  'The version; emptied when that is deleted, which is an event too: what happened does not keep a version that was never asked for or deployed.';
comment on column governance.ai_model_events.model_key is 'The identity of the version, which stays.';
comment on column governance.ai_model_events.model_name is 'What the model was called then.';
comment on column governance.ai_model_events.model_version is 'What the version was called then.';
comment on column governance.ai_model_events.event_type is
  'What happened. A version that came from a role that may write every tenant, while provost.import_source was set, is imported, else registered.';
comment on column governance.ai_model_events.actor_id is 'Who did it; empty when nobody was named or the person was erased.';
comment on column governance.ai_model_events.actor_subject_key is 'The pseudonym of who did it, which stays.';
comment on column governance.ai_model_events.actor_role is 'The role of the database that did it: all that is known where nobody was named.';
comment on column governance.ai_model_events.details is
  'Of a change each field with what it was and what it became; of a request, an alias, a deployment or drift what it says. People stand in it by their pseudonyms, and an erased one as "erased"; a model card by its SHA-256.';
comment on column governance.ai_model_events.happened_at is
  'When, by the server''s clock, not by the start of the transaction: so the order of several is kept.';
create trigger ai_model_events_append_only before update or delete on governance.ai_model_events
  for each row execute function governance.refuse_change();
create trigger ai_model_events_append_only_truncate before truncate on governance.ai_model_events
  for each statement execute function governance.refuse_change();

alter table governance.ai_model_events enable row level security;
alter table governance.ai_model_events force row level security;
create policy ai_model_events_select on governance.ai_model_events for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_model_events_insert on governance.ai_model_events for insert
  with check ((select governance.acts_in_own_trigger()));

create function governance.changed_fields(before jsonb, after jsonb, unsaid text[]) returns jsonb
language sql immutable parallel safe
return (select pg_catalog.jsonb_object_agg(key, pg_catalog.jsonb_build_object('from', earlier.value, 'to', later.value))
        from pg_catalog.jsonb_each(after) as later join pg_catalog.jsonb_each(before) as earlier using (key)
        where later.value is distinct from earlier.value and not key = any (unsaid));
comment on function governance.changed_fields(jsonb, jsonb, text[]) is
  'Each field in which two states of a row differ, with both values; null when they differ in nothing that is to be said.';

create function governance.without_card(version jsonb) returns jsonb
language sql immutable parallel safe
return case when version #> '{capabilities,model_card}' is null then version
  else pg_catalog.jsonb_set(version, '{capabilities,model_card}', pg_catalog.jsonb_build_object('sha256',
    pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(version #>> '{capabilities,model_card}', 'UTF8')), 'hex'))) end;
comment on function governance.without_card(jsonb) is
  'A version with the SHA-256 of its model card, as PostgreSQL writes it, in place of the card: a long text is kept once, not in each event.';

create function governance.note_model_event(version governance.ai_models, kind text, said jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into governance.ai_model_events
    (tenant_id, model_id, model_key, model_name, model_version, event_type, actor_id, actor_subject_key, actor_role, details)
  select version.tenant_id, case when kind <> 'removed' then version.id end, version.id, version.name, version.version, kind,
         person.id, person.subject_key,
         -- Inside a function of the owner current_user is the owner; the setting still says which role was taken on.
         coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user),
         said
  from (values (governance.current_user_id())) as asking (user_id)
  left join governance.users as person on person.tenant_id = version.tenant_id and person.id = asking.user_id;
end
$$;
comment on function governance.note_model_event(governance.ai_models, text, jsonb) is
  'Writes an event of a version with who asks. Only within a trigger of the schema''s owner: row security refuses it to all others.';

create function governance.record_model() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  source constant text := pg_catalog.left(pg_catalog.current_setting('provost.import_source', true), 200);
  said jsonb;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'DELETE' then
    perform governance.note_model_event(old, 'removed', pg_catalog.jsonb_build_object('stage', old.deployment_status));
  elsif tg_op = 'INSERT' then
    said := pg_catalog.jsonb_build_object('stage', new.deployment_status);
    -- Whether the role may bring what it likes is asked where it is known: in the trigger's condition. Here the owner acts.
    if source <> '' and tg_nargs > 0 then
      perform governance.note_model_event(new, 'imported', said || pg_catalog.jsonb_build_object('source', source));
    else
      perform governance.note_model_event(new, 'registered', said);
    end if;
  else
    said := governance.changed_fields(governance.without_card(pg_catalog.to_jsonb(old)),
      governance.without_card(pg_catalog.to_jsonb(new)), '{owner_id,updated_at}');
    if new.owner_id is distinct from old.owner_id then
      said := coalesce(said, '{}') || (
        select pg_catalog.jsonb_build_object('owner_subject_key', pg_catalog.jsonb_object_agg(side,
          case when owner is not null then coalesce((select person.subject_key::text from governance.users as person
                                                     where person.tenant_id = new.tenant_id and person.id = owner), 'erased') end))
        from (values ('from', old.owner_id), ('to', new.owner_id)) as owned (side, owner));
    end if;
    if said is not null then
      perform governance.note_model_event(new, case when said ? 'deployment_status' then 'stage_changed' else 'changed' end, said);
    end if;
  end if;
  return null;
end
$$;
revoke execute on function governance.record_model() from public;
comment on function governance.record_model() is
  'Writes into ai_model_events that a version came, changed or went; with an argument, that it may be imported. It runs as the owner, for nobody else writes there.';
create trigger ai_models_record_event after update or delete on governance.ai_models
  for each row execute function governance.record_model();
create trigger ai_models_record_registered after insert on governance.ai_models
  for each row when (not governance.may_write_every_tenant()) execute function governance.record_model();
create trigger ai_models_record_brought after insert on governance.ai_models
  for each row when (governance.may_write_every_tenant()) execute function governance.record_model('may be imported');

create function governance.record_model_deployment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  row jsonb;
  said jsonb := '{}';
  version governance.ai_models;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  row := pg_catalog.to_jsonb(case when tg_op = 'DELETE' then old else new end);
  if tg_op = 'UPDATE' then
    said := governance.changed_fields(pg_catalog.to_jsonb(old), row,
      '{deployed_by,performance_metrics,last_used_at,updated_at}');
  end if;
  select * into version from governance.ai_models as model
  where model.tenant_id = (row ->> 'tenant_id')::uuid and model.id = (row ->> 'model_id')::uuid;
  if found and said is not null then
    perform governance.note_model_event(version,
      case tg_op when 'INSERT' then 'deployed' when 'DELETE' then 'deployment_removed' else 'deployment_changed' end,
      said || pg_catalog.jsonb_build_object('deployment', row -> 'id', 'state', row -> 'status'));
  end if;
  return null;
end
$$;
revoke execute on function governance.record_model_deployment() from public;
comment on function governance.record_model_deployment() is
  'Writes into ai_model_events where a version was deployed and what changed there. Measurements and the time of the last use are no events: they change all the time.';
create trigger ai_model_deployments_record_event after insert or update or delete on governance.ai_model_deployments
  for each row execute function governance.record_model_deployment();

create function governance.record_model_alias() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before governance.ai_models;
  after governance.ai_models;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and (new.alias, new.model_id) is not distinct from (old.alias, old.model_id) then
    return null;
  end if;
  -- A version that goes takes its aliases along and is not found any more: its own event says so.
  if tg_op <> 'INSERT' then
    select * into before from governance.ai_models as model where model.tenant_id = old.tenant_id and model.id = old.model_id;
  end if;
  if tg_op <> 'DELETE' then
    select * into after from governance.ai_models as model where model.tenant_id = new.tenant_id and model.id = new.model_id;
  end if;
  if before.id is not null then
    perform governance.note_model_event(before, 'alias_removed',
      pg_catalog.jsonb_build_object('alias', old.alias, 'to_model_id', after.id, 'to_version', after.version));
  end if;
  if after.id is not null then
    perform governance.note_model_event(after, 'alias_set',
      pg_catalog.jsonb_build_object('alias', new.alias, 'from_model_id', before.id, 'from_version', before.version));
  end if;
  return null;
end
$$;
revoke execute on function governance.record_model_alias() from public;
comment on function governance.record_model_alias() is
  'Writes into ai_model_events that an alias came to a version or left it; when it moves, at both.';
create trigger ai_model_aliases_record_event after insert or update or delete on governance.ai_model_aliases
  for each row execute function governance.record_model_alias();

create function governance.record_stage_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  version governance.ai_models;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  select * into version from governance.ai_models as model where model.tenant_id = new.tenant_id and model.id = new.model_id;
  if tg_op = 'INSERT' or old.decision is distinct from new.decision then
    perform governance.note_model_event(version, 'stage_' || coalesce(new.decision, 'requested'),
      pg_catalog.jsonb_build_object('request', new.id, 'from', new.from_stage, 'to', new.to_stage,
        'reason', case when new.decision is null then new.reason else new.decision_reason end, 'four_eyes', new.four_eyes));
  end if;
  return null;
end
$$;
revoke execute on function governance.record_stage_request() from public;
comment on function governance.record_stage_request() is
  'Writes into ai_model_events that somebody asked for a stage, and what was decided.';
create trigger ai_model_stage_requests_record_event after insert or update on governance.ai_model_stage_requests
  for each row execute function governance.record_stage_request();

create table governance.ai_registry_events (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  four_eyes_before boolean not null,
  four_eyes boolean not null,
  actor_id uuid default governance.current_user_id(),
  actor_subject_key uuid,
  actor_role text not null default current_user,
  happened_at timestamptz not null default pg_catalog.clock_timestamp(),
  constraint ai_registry_events_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_registry_events_actor_fk foreign key (tenant_id, actor_id)
    references governance.users (tenant_id, id) on delete set null (actor_id)
);
create index ai_registry_events_actor on governance.ai_registry_events (tenant_id, actor_id);
create index ai_registry_events_happened_at on governance.ai_registry_events (tenant_id, happened_at desc);
comment on table governance.ai_registry_events is
  'Each time that somebody set how the registry of a tenant is run, with who and when: a switch that was off for a minute is on record. A trigger writes it, and nobody else does; it is never changed. Neither seed names the table. Everybody of the tenant reads.';
comment on column governance.ai_registry_events.id is 'Its identity.';
comment on column governance.ai_registry_events.tenant_id is 'Whose registry.';
comment on column governance.ai_registry_events.four_eyes_before is 'Whether four eyes were needed before; without a setting they are.';
comment on column governance.ai_registry_events.four_eyes is 'Whether they are needed from then on.';
comment on column governance.ai_registry_events.actor_id is 'Who did it; empty when nobody was named or the person was erased.';
comment on column governance.ai_registry_events.actor_subject_key is 'The pseudonym of who did it, which stays.';
comment on column governance.ai_registry_events.actor_role is 'The role of the database that did it: all that is known where nobody was named.';
comment on column governance.ai_registry_events.happened_at is 'When, by the server''s clock.';
create trigger ai_registry_events_append_only before update or delete on governance.ai_registry_events
  for each row execute function governance.refuse_change();
create trigger ai_registry_events_append_only_truncate before truncate on governance.ai_registry_events
  for each statement execute function governance.refuse_change();

alter table governance.ai_registry_events enable row level security;
alter table governance.ai_registry_events force row level security;
create policy ai_registry_events_select on governance.ai_registry_events for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_registry_events_insert on governance.ai_registry_events for insert
  with check ((select governance.acts_in_own_trigger()));

create function governance.record_registry_settings() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  insert into governance.ai_registry_events
    (tenant_id, four_eyes_before, four_eyes, actor_id, actor_subject_key, actor_role)
  select setting.tenant_id, setting.before, setting.after, person.id, person.subject_key,
         coalesce(nullif(pg_catalog.current_setting('role', true), 'none'), session_user)
  from (values (case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
                case when tg_op = 'INSERT' then true else old.four_eyes end,
                case when tg_op = 'DELETE' then true else new.four_eyes end,
                governance.current_user_id())) as setting (tenant_id, before, after, user_id)
  left join governance.users as person on person.tenant_id = setting.tenant_id and person.id = setting.user_id;
  return null;
end
$$;
revoke execute on function governance.record_registry_settings() from public;
comment on function governance.record_registry_settings() is
  'Writes into ai_registry_events that the registry''s settings were set, changed or taken away. It runs as the owner, for nobody else writes there.';
create trigger ai_registry_settings_record_event after insert or delete on governance.ai_registry_settings
  for each row execute function governance.record_registry_settings();
create trigger ai_registry_settings_record_change after update on governance.ai_registry_settings
  for each row when ((old.tenant_id, old.four_eyes) is distinct from (new.tenant_id, new.four_eyes))
  execute function governance.record_registry_settings();
