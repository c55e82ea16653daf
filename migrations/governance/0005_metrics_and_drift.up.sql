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
  constraint ai_performance_metrics_pkey primary key (id, recorded_at),
  constraint ai_performance_metrics_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_performance_metrics_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint ai_performance_metrics_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint ai_performance_metrics_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete set null (deployment_id),
  constraint ai_performance_metrics_metric_type_not_blank check (pg_catalog.btrim(metric_type) <> ''),
  constraint ai_performance_metrics_metric_value_finite check (metric_value > '-Infinity' and metric_value < 'Infinity'),
  constraint ai_performance_metrics_metric_unit_not_blank check (pg_catalog.btrim(metric_unit) <> ''),
  constraint ai_performance_metrics_context_is_object check (pg_catalog.jsonb_typeof(context) = 'object'),
  constraint ai_performance_metrics_recorded_at_finite check (pg_catalog.isfinite(recorded_at))
) partition by range (recorded_at);
create index ai_performance_metrics_model on governance.ai_performance_metrics (tenant_id, model_id, metric_type, recorded_at desc);
create index ai_performance_metrics_type on governance.ai_performance_metrics (tenant_id, metric_type, recorded_at desc);
create index ai_performance_metrics_agent on governance.ai_performance_metrics (tenant_id, agent_id, recorded_at desc) where agent_id is not null;
create index ai_performance_metrics_deployment on governance.ai_performance_metrics (tenant_id, deployment_id, recorded_at desc)
  where deployment_id is not null;

comment on table governance.ai_performance_metrics is
  'Measured values of models, deployments and agents. Rows are only added, in partitions by month. Any member of the tenant may add one.';
comment on column governance.ai_performance_metrics.id is 'Its identity, together with recorded_at.';
comment on column governance.ai_performance_metrics.tenant_id is 'Whose value it is.';
comment on column governance.ai_performance_metrics.agent_id is 'Which agent was measured; emptied when it is deleted.';
comment on column governance.ai_performance_metrics.model_id is
  'Which model was measured; emptied when it is deleted, because totals over time need its values still.';
comment on column governance.ai_performance_metrics.deployment_id is 'Which deployment was measured; emptied when it is deleted.';
comment on column governance.ai_performance_metrics.metric_type is
  'What was measured: accuracy, latency, throughput, cost (the seed''s words), availability, error_rate and so on; an open list, because every kind of model has measures of its own.';
comment on column governance.ai_performance_metrics.metric_value is
  'The value, double precision: what models report is that already, and the seed''s DECIMAL(10,4) ends below a million, too little for throughput and cost. NaN and infinity are refused, for one of them spoils every average; who brings over values leaves them out and counts them. Money that is paid is in the tables of cost, as numeric.';
comment on column governance.ai_performance_metrics.metric_unit is 'The unit: ratio, percent, ms, requests/s, USD and so on.';
comment on column governance.ai_performance_metrics.context is 'What else is known: run, step, data set, region.';
comment on column governance.ai_performance_metrics.recorded_at is 'When it was measured.';

create trigger ai_performance_metrics_append_only before update or delete on governance.ai_performance_metrics
  for each row execute function governance.refuse_change();
create trigger ai_performance_metrics_append_only_truncate before truncate on governance.ai_performance_metrics
  for each statement execute function governance.refuse_change();

alter table governance.ai_performance_metrics enable row level security;
alter table governance.ai_performance_metrics force row level security;
create policy ai_performance_metrics_select on governance.ai_performance_metrics for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_performance_metrics_insert on governance.ai_performance_metrics for insert
  with check (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));

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
