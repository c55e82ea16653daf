-- What the values of metrics should be, and from where on somebody must look.
-- needs: ai/0001, ai/0002

create table governance.metric_targets (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  metric_type text not null,
  metric_unit text,
  model_id uuid,
  agent_id uuid,
  deployment_id uuid,
  aggregate text not null default 'mean',
  direction text not null,
  target double precision not null,
  threshold double precision,
  window_hours integer not null default 24,
  allowed_share double precision not null default 0,
  source text,
  set_by uuid default governance.current_user_id(),
  setter_subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint metric_targets_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint metric_targets_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete cascade,
  constraint metric_targets_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete cascade,
  constraint metric_targets_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete cascade,
  constraint metric_targets_set_by_fk foreign key (tenant_id, set_by)
    references governance.users (tenant_id, id) on delete set null (set_by),
  constraint metric_targets_scope_unique
    unique nulls not distinct (tenant_id, metric_type, metric_unit, aggregate, model_id, agent_id, deployment_id),
  constraint metric_targets_metric_type_not_blank check (pg_catalog.btrim(metric_type) <> ''),
  constraint metric_targets_metric_unit_not_blank check (pg_catalog.btrim(metric_unit) <> ''),
  constraint metric_targets_aggregate_known
    check (aggregate in ('mean', 'p50', 'p90', 'p95', 'p99', 'min', 'max', 'last', 'sum', 'count')),
  constraint metric_targets_direction_known check (direction in ('at_least', 'at_most')),
  constraint metric_targets_target_finite check (target > '-Infinity' and target < 'Infinity'),
  constraint metric_targets_threshold_finite check (threshold > '-Infinity' and threshold < 'Infinity'),
  constraint metric_targets_threshold_is_worse check (
    threshold is null or (direction = 'at_least' and threshold <= target) or (direction = 'at_most' and threshold >= target)),
  constraint metric_targets_window_hours_positive check (window_hours > 0),
  constraint metric_targets_allowed_share_is_share check (allowed_share >= 0 and allowed_share < 1),
  constraint metric_targets_source_not_blank check (pg_catalog.btrim(source) <> '')
);
create index metric_targets_model on governance.metric_targets (tenant_id, model_id) where model_id is not null;
create index metric_targets_agent on governance.metric_targets (tenant_id, agent_id) where agent_id is not null;
create index metric_targets_deployment on governance.metric_targets (tenant_id, deployment_id) where deployment_id is not null;
create index metric_targets_set_by on governance.metric_targets (tenant_id, set_by);
comment on table governance.metric_targets is
  'What values of ai_performance_metrics should be. Both seeds state such targets in their text (accuracy, latency, throughput, cost) and no table for them. Everybody of the tenant reads, administrators write.';
comment on column governance.metric_targets.id is 'Its identity.';
comment on column governance.metric_targets.tenant_id is 'To whom it belongs.';
comment on column governance.metric_targets.metric_type is 'The metric, as ai_performance_metrics names it.';
comment on column governance.metric_targets.metric_unit is 'The unit of target and threshold; values in another unit are not judged by it.';
comment on column governance.metric_targets.model_id is 'For which version only; for all, if null. It goes with the version.';
comment on column governance.metric_targets.agent_id is 'For which agent only; for all, if null. It goes with the agent.';
comment on column governance.metric_targets.deployment_id is 'For which deployment only; for all, if null. It goes with the deployment.';
comment on column governance.metric_targets.aggregate is
  'What of the values of a window is judged: mean, a percentile, min, max, the last, sum or count. A percentile is always taken of the values, never of percentiles.';
comment on column governance.metric_targets.direction is 'at_least where more is better, at_most where less is.';
comment on column governance.metric_targets.target is 'What it should be.';
comment on column governance.metric_targets.threshold is 'From where on it is a breach: not better than the target; the target itself, if null.';
comment on column governance.metric_targets.window_hours is 'Over how many hours values are taken together before they are judged.';
comment on column governance.metric_targets.allowed_share is 'The share of windows that may breach before the budget is burnt; none, if 0.';
comment on column governance.metric_targets.source is 'Where the target comes from: a contract, a document, a decision.';
comment on column governance.metric_targets.set_by is 'Who set it; empty when the person was erased.';
comment on column governance.metric_targets.setter_subject_key is 'The pseudonym of who set it, which stays.';
comment on column governance.metric_targets.created_at is 'When the row was made.';
comment on column governance.metric_targets.updated_at is 'When the row was last changed.';
create trigger metric_targets_keep_setter before insert or update of set_by on governance.metric_targets
  for each row execute function governance.keep_person_key('set_by', 'setter_subject_key');
create trigger metric_targets_set_updated_at before update on governance.metric_targets
  for each row execute function governance.set_updated_at();

alter table governance.metric_targets enable row level security;
alter table governance.metric_targets force row level security;
create policy metric_targets_select on governance.metric_targets for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy metric_targets_insert on governance.metric_targets for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
              or (select governance.may_write_every_tenant()));
create policy metric_targets_update on governance.metric_targets for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy metric_targets_delete on governance.metric_targets for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
