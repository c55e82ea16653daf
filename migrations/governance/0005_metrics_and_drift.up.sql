-- How models perform, and where they drift.
-- needs: ai/0001, ai/0002

create table governance.ai_performance_metrics (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  agent_id uuid,
  model_id uuid,
  deployment_id uuid,
  metric_type text not null,
  metric_value double precision not null,
  metric_unit text,
  context jsonb not null default '{}',
  recorded_at timestamptz not null default pg_catalog.now(),
  constraint ai_performance_metrics_pkey primary key (tenant_id, id, recorded_at),
  constraint ai_performance_metrics_metric_type_not_blank check (pg_catalog.btrim(metric_type) <> ''),
  constraint ai_performance_metrics_metric_value_bounded check (metric_value between double precision '-1e150' and double precision '1e150'),
  constraint ai_performance_metrics_metric_unit_not_blank check (pg_catalog.btrim(metric_unit) <> ''),
  constraint ai_performance_metrics_context_is_object check (pg_catalog.jsonb_typeof(context) = 'object'),
  constraint ai_performance_metrics_recorded_at_believed check (recorded_at >= '1900-01-01Z' and recorded_at < '2200-01-01Z')
) partition by range (recorded_at);
create index ai_performance_metrics_model on governance.ai_performance_metrics (tenant_id, model_id, metric_type, recorded_at desc);
create index ai_performance_metrics_type on governance.ai_performance_metrics (tenant_id, metric_type, recorded_at desc);
create index ai_performance_metrics_agent on governance.ai_performance_metrics (tenant_id, agent_id, recorded_at desc) where agent_id is not null;
create index ai_performance_metrics_deployment on governance.ai_performance_metrics (tenant_id, deployment_id, recorded_at desc)
  where deployment_id is not null;

comment on table governance.ai_performance_metrics is
  'Measured values of models, deployments and agents. Rows are only added, in partitions by month. Any member of the tenant may add one. What they are of is there: ai_metric_subjects holds it.';
comment on column governance.ai_performance_metrics.id is 'Its identity within the tenant, together with recorded_at: ids can be reckoned, so that no tenant takes or tries those of another.';
comment on column governance.ai_performance_metrics.tenant_id is 'Whose value it is.';
comment on column governance.ai_performance_metrics.agent_id is 'Which agent was measured; emptied when it is deleted.';
comment on column governance.ai_performance_metrics.model_id is
  'Which model was measured; emptied when it is deleted, because totals over time need its values still.';
comment on column governance.ai_performance_metrics.deployment_id is 'Which deployment was measured; emptied when it is deleted.';
comment on column governance.ai_performance_metrics.metric_type is
  'What was measured: accuracy, latency, throughput, cost (the seed''s words), availability, error_rate and so on; an open list, because every kind of model has measures of its own.';
comment on column governance.ai_performance_metrics.metric_value is
  'The value, double precision: what models report is that already, and the seed''s DECIMAL(10,4) ends below a million, too little for throughput and cost. NaN, infinity and what is beyond 1e150 are refused, for one of them spoils every average; who brings over values leaves them out and counts them. Money that is paid is in the tables of cost, as numeric.';
comment on column governance.ai_performance_metrics.metric_unit is 'The unit: ratio, percent, ms, requests/s, USD and so on.';
comment on column governance.ai_performance_metrics.context is 'What else is known: run, step, data set, region.';
comment on column governance.ai_performance_metrics.recorded_at is
  'When it was measured; from 1900 and before 2200, for a time that no program can show would hide every other row of a list.';

create trigger ai_performance_metrics_append_only_truncate before truncate on governance.ai_performance_metrics
  for each statement execute function governance.refuse_change();

create table governance.ai_metric_subjects (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  subject_type text not null,
  subject_id uuid not null,
  model_id uuid generated always as (case when subject_type = 'model' then subject_id end) stored,
  agent_id uuid generated always as (case when subject_type = 'agent' then subject_id end) stored,
  deployment_id uuid generated always as (case when subject_type = 'deployment' then subject_id end) stored,
  constraint ai_metric_subjects_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_metric_subjects_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint ai_metric_subjects_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete restrict,
  constraint ai_metric_subjects_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete restrict,
  constraint ai_metric_subjects_subject_unique unique (tenant_id, subject_type, subject_id),
  constraint ai_metric_subjects_subject_type_known check (subject_type in ('tenant', 'model', 'agent', 'deployment')),
  constraint ai_metric_subjects_tenant_is_itself check (subject_type <> 'tenant' or subject_id = tenant_id)
);
create index ai_metric_subjects_model on governance.ai_metric_subjects (tenant_id, model_id) where model_id is not null;
create index ai_metric_subjects_agent on governance.ai_metric_subjects (tenant_id, agent_id) where agent_id is not null;
create index ai_metric_subjects_deployment on governance.ai_metric_subjects (tenant_id, deployment_id) where deployment_id is not null;

comment on table governance.ai_metric_subjects is
  'What ai_performance_metrics has values of: each tenant, version, agent and deployment once. It stands for four foreign keys there, which would be asked of each of a million values, most of the time that they need to come in. A trigger writes it with every statement that adds values, also to a partition, and nobody else does. Neither seed names the table.';
comment on column governance.ai_metric_subjects.id is 'Its identity.';
comment on column governance.ai_metric_subjects.tenant_id is 'Whose values they are; the tenant cannot be deleted.';
comment on column governance.ai_metric_subjects.subject_type is 'What subject_id is: tenant, model, agent or deployment.';
comment on column governance.ai_metric_subjects.subject_id is 'What has values.';
comment on column governance.ai_metric_subjects.model_id is
  'The version, where it is one. Before it is deleted, a trigger empties it in its values and takes this row away; what is overlooked is refused here.';
comment on column governance.ai_metric_subjects.agent_id is 'The agent, where it is one; it is deleted as a version is.';
comment on column governance.ai_metric_subjects.deployment_id is 'The deployment, where it is one; it is deleted as a version is.';

-- A table that was there already may have values, and each of them is of something that is there.
insert into governance.ai_metric_subjects (tenant_id, subject_type, subject_id)
select distinct metric.tenant_id, subject.subject_type, subject.subject_id
from governance.ai_performance_metrics as metric,
     lateral (values ('tenant', metric.tenant_id), ('model', metric.model_id), ('agent', metric.agent_id),
                     ('deployment', metric.deployment_id)) as subject (subject_type, subject_id)
where subject.subject_id is not null;

create function governance.keep_metric_subjects() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenants uuid[];
  types text[];
  subjects uuid[];
  own record;
  locked integer;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  -- Who deletes what is measured waits until the values are there to be emptied, or has gone before and is waited for here: at it
  -- first and then at what holds it, as who deletes comes by them. A row alone does without comparing and joining.
  if (select pg_catalog.count(*) from (select from added limit 2) as few) = 1 then
    select added.tenant_id, added.model_id, added.agent_id, added.deployment_id into own from added;
    perform from governance.tenants as tenant where tenant.id = own.tenant_id for key share of tenant;
    if own.model_id is not null then
      perform from governance.ai_models as model where model.tenant_id = own.tenant_id and model.id = own.model_id
      for key share of model;
    end if;
    if own.agent_id is not null then
      perform from governance.ai_agents as agent where agent.tenant_id = own.tenant_id and agent.id = own.agent_id
      for key share of agent;
    end if;
    if own.deployment_id is not null then
      perform from governance.ai_model_deployments as deployment
      where deployment.tenant_id = own.tenant_id and deployment.id = own.deployment_id for key share of deployment;
    end if;
    perform from governance.ai_metric_subjects as subject
    where subject.tenant_id = own.tenant_id
      and ((subject.subject_type = 'tenant' and subject.subject_id = own.tenant_id)
           or (subject.subject_type = 'model' and subject.subject_id = own.model_id)
           or (subject.subject_type = 'agent' and subject.subject_id = own.agent_id)
           or (subject.subject_type = 'deployment' and subject.subject_id = own.deployment_id))
    for key share of subject;
    get diagnostics locked = row_count;
    if locked = pg_catalog.num_nonnulls(own.tenant_id, own.model_id, own.agent_id, own.deployment_id) then
      return null;
    end if;
  end if;
  select pg_catalog.array_agg(thing.tenant_id), pg_catalog.array_agg(thing.subject_type), pg_catalog.array_agg(thing.subject_id)
  into tenants, types, subjects
  from (select distinct metric.tenant_id, subject.subject_type, subject.subject_id
        from (select distinct added.tenant_id, added.model_id, added.agent_id, added.deployment_id from added) as metric,
             lateral (values ('tenant', metric.tenant_id), ('model', metric.model_id), ('agent', metric.agent_id),
                             ('deployment', metric.deployment_id)) as subject (subject_type, subject_id)
        where subject.subject_id is not null) as thing;
  perform from governance.tenants as tenant where tenant.id = any (tenants) for key share of tenant;
  perform from governance.ai_models as model
  where (model.tenant_id, model.id) in (select thing.tenant_id, thing.subject_id
    from unnest(tenants, types, subjects) as thing (tenant_id, subject_type, subject_id) where thing.subject_type = 'model')
  for key share of model;
  perform from governance.ai_agents as agent
  where (agent.tenant_id, agent.id) in (select thing.tenant_id, thing.subject_id
    from unnest(tenants, types, subjects) as thing (tenant_id, subject_type, subject_id) where thing.subject_type = 'agent')
  for key share of agent;
  perform from governance.ai_model_deployments as deployment
  where (deployment.tenant_id, deployment.id) in (select thing.tenant_id, thing.subject_id
    from unnest(tenants, types, subjects) as thing (tenant_id, subject_type, subject_id) where thing.subject_type = 'deployment')
  for key share of deployment;
  perform from governance.ai_metric_subjects as subject
  where (subject.tenant_id, subject.subject_type, subject.subject_id) in (
    select thing.tenant_id, thing.subject_type, thing.subject_id
    from unnest(tenants, types, subjects) as thing (tenant_id, subject_type, subject_id))
  for key share of subject;
  get diagnostics locked = row_count;
  if locked < pg_catalog.cardinality(subjects) then
    -- In one order, so that two who add do not wait for each other; the update locks what another one added meanwhile.
    insert into governance.ai_metric_subjects as subject (tenant_id, subject_type, subject_id)
    select thing.tenant_id, thing.subject_type, thing.subject_id
    from unnest(tenants, types, subjects) as thing (tenant_id, subject_type, subject_id)
    where not exists (select from governance.ai_metric_subjects as known
                      where known.tenant_id = thing.tenant_id and known.subject_type = thing.subject_type
                        and known.subject_id = thing.subject_id)
    order by thing.tenant_id, thing.subject_type, thing.subject_id
    on conflict (tenant_id, subject_type, subject_id) do update set subject_id = excluded.subject_id;
  end if;
  return null;
end
$$;
revoke execute on function governance.keep_metric_subjects() from public;
comment on function governance.keep_metric_subjects() is
  'Holds what the added values are of in ai_metric_subjects, whose foreign keys refuse what is not there, and locks it until the values are committed. It runs as the owner, for nobody else writes there.';
create trigger ai_performance_metrics_keep_subjects after insert on governance.ai_performance_metrics
  referencing new table as added for each statement execute function governance.keep_metric_subjects();

create function governance.release_metric_subject() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  -- A transaction that keeps an older view may not see all values: then the row stays, and its foreign key refuses.
  if pg_catalog.current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    return old;
  end if;
  -- Waits for who is adding values of it; the statement after sees those.
  if tg_argv[0] = 'tenant' then
    perform from governance.ai_metric_subjects as subject
    where subject.tenant_id = old.id and subject.subject_type = 'tenant' and subject.subject_id = old.id for update of subject;
    -- Its values may have left with their partitions. While there are some, the row stays.
    delete from governance.ai_metric_subjects as subject
    where subject.tenant_id = old.id and subject.subject_type = 'tenant' and subject.subject_id = old.id
      and not exists (select from governance.ai_performance_metrics as metric where metric.tenant_id = old.id);
    return old;
  end if;
  delete from governance.ai_metric_subjects as subject
  where subject.tenant_id = old.tenant_id and subject.subject_type = tg_argv[0] and subject.subject_id = old.id;
  -- Also what no row held, since triggers were off when it came.
  case tg_argv[0]
    when 'model' then
      update governance.ai_performance_metrics set model_id = null where tenant_id = old.tenant_id and model_id = old.id;
    when 'agent' then
      update governance.ai_performance_metrics set agent_id = null where tenant_id = old.tenant_id and agent_id = old.id;
    when 'deployment' then
      update governance.ai_performance_metrics set deployment_id = null
      where tenant_id = old.tenant_id and deployment_id = old.id;
  end case;
  return old;
end
$$;
revoke execute on function governance.release_metric_subject() from public;
comment on function governance.release_metric_subject() is
  'Empties what is deleted in its values, as ON DELETE SET NULL would, and lets go of a tenant that has none. In isolation levels above READ COMMITTED it leaves that, and what has values is not deleted.';
create function governance.refuse_metric_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Let through: the trigger that empties what is deleted. It has taken away the row of ai_metric_subjects before.
  if tg_op = 'UPDATE' and pg_catalog.pg_trigger_depth() > 1 and governance.acts_in_own_trigger()
     and (pg_catalog.to_jsonb(new) - '{model_id,agent_id,deployment_id}'::text[])
         = (pg_catalog.to_jsonb(old) - '{model_id,agent_id,deployment_id}'::text[])
     and not exists (
       select from (values ('model', old.model_id, new.model_id), ('agent', old.agent_id, new.agent_id),
                           ('deployment', old.deployment_id, new.deployment_id)) as reference (subject_type, earlier, later)
       where reference.later is distinct from reference.earlier
         and (reference.later is not null
              or exists (select from governance.ai_metric_subjects as subject
                         where subject.tenant_id = old.tenant_id and subject.subject_type = reference.subject_type
                           and subject.subject_id = reference.earlier))) then
    return new;
  end if;
  raise exception 'rows of % are never changed or deleted', tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Add a row that says what changed. Old rows leave with their partition.';
end
$$;
comment on function governance.refuse_metric_change() is
  'Keeps ai_performance_metrics append-only, as refuse_change() does other tables. Only what is being deleted is emptied.';
create trigger ai_performance_metrics_append_only before update or delete on governance.ai_performance_metrics
  for each row execute function governance.refuse_metric_change();
create trigger ai_models_release_metrics before delete on governance.ai_models
  for each row execute function governance.release_metric_subject('model');
create trigger ai_agents_release_metrics before delete on governance.ai_agents
  for each row execute function governance.release_metric_subject('agent');
create trigger ai_model_deployments_release_metrics before delete on governance.ai_model_deployments
  for each row execute function governance.release_metric_subject('deployment');

create trigger tenants_release_metrics before delete on governance.tenants
  for each row execute function governance.release_metric_subject('tenant');

create function governance.refuse_subject_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'TRUNCATE' and pg_catalog.pg_trigger_depth() > 1 and governance.acts_in_own_trigger() then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  raise exception 'rows of % are written by triggers only', tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Add or delete what is measured, and its values.';
end
$$;
comment on function governance.refuse_subject_change() is
  'Keeps ai_metric_subjects from being written by hand, also by who passes by row security: a row that is taken away would let its values point to nothing.';
create trigger ai_metric_subjects_refuse_insert after insert on governance.ai_metric_subjects
  for each row execute function governance.refuse_subject_change();
create trigger ai_metric_subjects_refuse_change before update or delete on governance.ai_metric_subjects
  for each row execute function governance.refuse_subject_change();
create trigger ai_metric_subjects_refuse_truncate before truncate on governance.ai_metric_subjects
  for each statement execute function governance.refuse_subject_change();

-- What is measured is locked by the trigger that holds it, whoever adds the values; locking asks the policies of changes too.
alter policy tenants_update on governance.tenants
  using ((select governance.may_write_every_tenant()) or (select governance.acts_in_own_trigger()));
alter policy ai_agents_select on governance.ai_agents
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
alter policy ai_agents_update on governance.ai_agents
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()) or (select governance.acts_in_own_trigger()));
alter policy ai_model_deployments_update on governance.ai_model_deployments
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()) or (select governance.acts_in_own_trigger()));

alter table governance.ai_metric_subjects enable row level security;
alter table governance.ai_metric_subjects force row level security;
create policy ai_metric_subjects_select on governance.ai_metric_subjects for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy ai_metric_subjects_insert on governance.ai_metric_subjects for insert
  with check ((select governance.acts_in_own_trigger()));
create policy ai_metric_subjects_update on governance.ai_metric_subjects for update
  using ((select governance.acts_in_own_trigger()))
  with check ((select governance.acts_in_own_trigger()));
create policy ai_metric_subjects_delete on governance.ai_metric_subjects for delete
  using ((select governance.acts_in_own_trigger()));

alter table governance.ai_performance_metrics enable row level security;
alter table governance.ai_performance_metrics force row level security;
create policy ai_performance_metrics_select on governance.ai_performance_metrics for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy ai_performance_metrics_insert on governance.ai_performance_metrics for insert
  with check (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));
-- Only to empty what is deleted; refuse_metric_change() lets nothing else through.
create policy ai_performance_metrics_update on governance.ai_performance_metrics for update
  using ((select governance.acts_in_own_trigger()))
  with check ((select governance.acts_in_own_trigger()));

create table governance.ai_model_drift (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  deployment_id uuid,
  drift_type text not null,
  drift_severity text not null,
  feature_name text,
  drift_metrics jsonb not null default '{}',
  detected_at timestamptz not null default pg_catalog.now(),
  resolved_at timestamptz,
  resolution_action text,
  resolved_by uuid,
  resolver_subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_model_drift_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_model_drift_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint ai_model_drift_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete restrict,
  constraint ai_model_drift_resolved_by_fk foreign key (tenant_id, resolved_by)
    references governance.users (tenant_id, id) on delete set null (resolved_by),
  constraint ai_model_drift_detected_at_finite check (detected_at >= '1900-01-01Z' and detected_at < '2200-01-01Z'),
  constraint ai_model_drift_drift_type_known check (drift_type in ('concept', 'data', 'performance')),
  constraint ai_model_drift_drift_severity_known check (drift_severity in ('low', 'medium', 'high', 'critical')),
  constraint ai_model_drift_feature_name_not_blank check (pg_catalog.btrim(feature_name) <> ''),
  constraint ai_model_drift_drift_metrics_is_object check (pg_catalog.jsonb_typeof(drift_metrics) = 'object'),
  constraint ai_model_drift_resolution_action_not_blank check (pg_catalog.btrim(resolution_action) <> ''),
  constraint ai_model_drift_resolved_after_detected check (resolved_at >= detected_at),
  constraint ai_model_drift_resolved_has_action check (resolved_at is null or resolution_action is not null),
  constraint ai_model_drift_resolver_has_time check (resolved_by is null or resolved_at is not null)
);
create index ai_model_drift_model on governance.ai_model_drift (tenant_id, model_id, detected_at desc);
create index ai_model_drift_deployment on governance.ai_model_drift (tenant_id, deployment_id) where deployment_id is not null;
create index ai_model_drift_resolved_by on governance.ai_model_drift (tenant_id, resolved_by) where resolved_by is not null;
create index ai_model_drift_open on governance.ai_model_drift (tenant_id, drift_severity, detected_at) where resolved_at is null;
create index ai_model_drift_detected_at on governance.ai_model_drift (tenant_id, detected_at desc);

comment on table governance.ai_model_drift is 'Drift that was found in models, and what was done about it.';
comment on column governance.ai_model_drift.id is 'Its identity.';
comment on column governance.ai_model_drift.tenant_id is 'Whose model it is.';
comment on column governance.ai_model_drift.model_id is
  'Which model drifts. A model with drift cannot be deleted, only deprecated: the seed''s cascade would erase what shows that it was watched.';
comment on column governance.ai_model_drift.deployment_id is 'In which deployment it was seen, which then cannot be deleted, only made inactive.';
comment on column governance.ai_model_drift.drift_type is 'What drifts: concept (what the answer depends on), data (what comes in), performance (how good the answers are).';
comment on column governance.ai_model_drift.drift_severity is 'low, medium, high or critical.';
comment on column governance.ai_model_drift.feature_name is 'Which feature drifts; null for the model as a whole.';
comment on column governance.ai_model_drift.drift_metrics is 'Test, score, threshold, number of rows, bins, and whatever is needed to compute it again.';
comment on column governance.ai_model_drift.detected_at is 'When it was found.';
comment on column governance.ai_model_drift.resolved_at is 'When it was dealt with; null while it is open.';
comment on column governance.ai_model_drift.resolution_action is 'What is or was done; resolved drift says it.';
comment on column governance.ai_model_drift.resolved_by is 'Who dealt with it; emptied when the person is erased.';
comment on column governance.ai_model_drift.resolver_subject_key is 'The pseudonym of who dealt with it, which stays.';
comment on column governance.ai_model_drift.created_at is 'When the row was made.';
comment on column governance.ai_model_drift.updated_at is 'When the row was last changed.';

create trigger ai_model_drift_keep_resolver before insert or update of resolved_by on governance.ai_model_drift
  for each row execute function governance.keep_person_key('resolved_by', 'resolver_subject_key');
create trigger ai_model_drift_set_updated_at before update on governance.ai_model_drift
  for each row execute function governance.set_updated_at();

alter table governance.ai_model_drift enable row level security;
alter table governance.ai_model_drift force row level security;
create policy ai_model_drift_select on governance.ai_model_drift for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_model_drift_insert on governance.ai_model_drift for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_model_drift_update on governance.ai_model_drift for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_model_drift_delete on governance.ai_model_drift for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

do $do$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
begin
  perform governance.make_partitions('governance.ai_performance_metrics', today, (today + interval '2 months')::date);
end
$do$;
