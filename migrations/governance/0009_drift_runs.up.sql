-- Comparisons of a reference with what comes in now, and findings of drift that nobody rewrites.
-- needs: ai/0007

create table governance.ai_drift_runs (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  deployment_id uuid,
  drift_type text not null,
  reference_source text not null,
  reference_from timestamptz,
  reference_to timestamptz,
  reference_rows bigint not null,
  current_source text not null,
  current_from timestamptz,
  current_to timestamptz,
  current_rows bigint not null,
  method text not null default 'all_rows',
  sample_rows bigint,
  sample_seed bigint,
  compared_columns integer not null,
  drifted_columns integer not null,
  drift_severity text,
  report jsonb not null default '{}',
  started_at timestamptz not null default pg_catalog.now(),
  finished_at timestamptz not null default pg_catalog.now(),
  run_by uuid default governance.current_user_id(),
  runner_subject_key uuid,
  constraint ai_drift_runs_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_drift_runs_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint ai_drift_runs_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete restrict,
  constraint ai_drift_runs_run_by_fk foreign key (tenant_id, run_by)
    references governance.users (tenant_id, id) on delete set null (run_by),
  constraint ai_drift_runs_tenant_id_unique unique (tenant_id, id),
  constraint ai_drift_runs_times_finite check (started_at >= '1900-01-01Z' and finished_at < '2200-01-01Z'),
  constraint ai_drift_runs_drift_type_known check (drift_type in ('concept', 'data', 'performance')),
  constraint ai_drift_runs_reference_source_not_blank check (pg_catalog.btrim(reference_source) <> ''),
  constraint ai_drift_runs_reference_in_order check (reference_from <= reference_to),
  constraint ai_drift_runs_reference_rows_not_negative check (reference_rows >= 0),
  constraint ai_drift_runs_current_source_not_blank check (pg_catalog.btrim(current_source) <> ''),
  constraint ai_drift_runs_current_in_order check (current_from <= current_to),
  constraint ai_drift_runs_current_rows_not_negative check (current_rows >= 0),
  constraint ai_drift_runs_method_known check (method in ('all_rows', 'sample', 'bins')),
  constraint ai_drift_runs_sample_is_whole
    check ((method = 'sample') = (sample_rows is not null) and (sample_rows is null) = (sample_seed is null)),
  constraint ai_drift_runs_sample_rows_positive check (sample_rows > 0),
  constraint ai_drift_runs_drifted_were_compared check (drifted_columns >= 0 and drifted_columns <= compared_columns),
  constraint ai_drift_runs_severity_known check (drift_severity in ('low', 'medium', 'high', 'critical')),
  constraint ai_drift_runs_severity_has_drift check (drift_severity is null or drifted_columns > 0),
  constraint ai_drift_runs_report_is_object check (pg_catalog.jsonb_typeof(report) = 'object'),
  constraint ai_drift_runs_finished_after_start check (finished_at >= started_at)
);
create index ai_drift_runs_model on governance.ai_drift_runs (tenant_id, model_id, started_at desc);
create index ai_drift_runs_deployment on governance.ai_drift_runs (tenant_id, deployment_id) where deployment_id is not null;
create index ai_drift_runs_run_by on governance.ai_drift_runs (tenant_id, run_by);
create index ai_drift_runs_started_at on governance.ai_drift_runs (tenant_id, started_at desc);
comment on table governance.ai_drift_runs is
  'Each comparison of a reference with a current window of a model''s data: of what, how, by whom, with what result, also when nothing drifts. Rows are only added. Neither seed names the table; without it nothing shows that a model without drift was looked at. Everybody of the tenant reads; administrators and the owner of the version write.';
comment on column governance.ai_drift_runs.id is 'Its identity.';
comment on column governance.ai_drift_runs.tenant_id is 'Whose comparison it is.';
comment on column governance.ai_drift_runs.model_id is 'Of which version; it cannot be deleted while this shows that it was watched.';
comment on column governance.ai_drift_runs.deployment_id is 'Of which deployment, if of one, which then cannot be deleted, only made inactive.';
comment on column governance.ai_drift_runs.drift_type is 'What was looked for: data, concept or performance drift.';
comment on column governance.ai_drift_runs.reference_source is 'With what it was compared: a table, a query or a file. Never an address with a password.';
comment on column governance.ai_drift_runs.reference_from is 'From when on, where the reference is a window of time.';
comment on column governance.ai_drift_runs.reference_to is 'Before when, where the reference is a window of time.';
comment on column governance.ai_drift_runs.reference_rows is 'How many rows of the reference were compared.';
comment on column governance.ai_drift_runs.current_source is 'What was compared: a table, a query or a file. Never an address with a password.';
comment on column governance.ai_drift_runs.current_from is 'From when on, where it is a window of time.';
comment on column governance.ai_drift_runs.current_to is 'Before when, where it is a window of time.';
comment on column governance.ai_drift_runs.current_rows is 'How many of its rows were compared.';
comment on column governance.ai_drift_runs.method is
  'all_rows: every row was read. sample: as many of each side as sample_rows says, drawn with sample_seed. bins: the server counted every row into bins.';
comment on column governance.ai_drift_runs.sample_rows is 'How many rows of each side were drawn at most.';
comment on column governance.ai_drift_runs.sample_seed is 'What they were drawn with; the same seed draws the same rows again.';
comment on column governance.ai_drift_runs.compared_columns is 'How many columns were compared.';
comment on column governance.ai_drift_runs.drifted_columns is 'How many of them drift.';
comment on column governance.ai_drift_runs.drift_severity is 'How bad the worst of them is; null when nothing drifts.';
comment on column governance.ai_drift_runs.report is
  'The whole result, in the form provost.drift: of each column its kind, test, score, threshold, decision, counts and both histograms, and which columns were not compared and why.';
comment on column governance.ai_drift_runs.started_at is 'When it began.';
comment on column governance.ai_drift_runs.finished_at is 'When it ended.';
comment on column governance.ai_drift_runs.run_by is 'Who ran it; empty when nobody was named or the person was erased.';
comment on column governance.ai_drift_runs.runner_subject_key is 'The pseudonym of who ran it, which stays.';
create trigger ai_drift_runs_append_only before update or delete on governance.ai_drift_runs
  for each row execute function governance.refuse_change();
create trigger ai_drift_runs_append_only_truncate before truncate on governance.ai_drift_runs
  for each statement execute function governance.refuse_change();
create trigger ai_drift_runs_keep_runner before insert on governance.ai_drift_runs
  for each row execute function governance.keep_person_key('run_by', 'runner_subject_key');

alter table governance.ai_drift_runs enable row level security;
alter table governance.ai_drift_runs force row level security;
create policy ai_drift_runs_select on governance.ai_drift_runs for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_drift_runs_insert on governance.ai_drift_runs for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and run_by = (select governance.current_user_id())
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));

alter table governance.ai_model_drift
  add column run_id uuid,
  add column test text,
  add column score double precision,
  add column threshold double precision,
  add constraint ai_model_drift_run_fk foreign key (tenant_id, run_id)
    references governance.ai_drift_runs (tenant_id, id) on delete restrict,
  add constraint ai_model_drift_test_not_blank check (pg_catalog.btrim(test) <> ''),
  add constraint ai_model_drift_score_has_test check (test is not null or (score is null and threshold is null)),
  add constraint ai_model_drift_score_finite check (score > '-Infinity' and score < 'Infinity'),
  add constraint ai_model_drift_threshold_finite check (threshold > '-Infinity' and threshold < 'Infinity');
create index ai_model_drift_run on governance.ai_model_drift (tenant_id, run_id) where run_id is not null;
comment on table governance.ai_model_drift is
  'Drift that was found in models, and what was done about it. What was found is never changed, and neither is what was done once that is said; administrators resolve it, and the owner of the version too.';
comment on column governance.ai_model_drift.run_id is 'The comparison that found it; null where it was found otherwise.';
comment on column governance.ai_model_drift.test is 'What told it: the name of a test or of a metric.';
comment on column governance.ai_model_drift.score is 'What the test gave: a distance, a p-value or the metric''s value; null where that is not finite.';
comment on column governance.ai_model_drift.threshold is 'From where on that is drift.';
comment on column governance.ai_model_drift.drift_metrics is
  'What else is needed to see and compute it again: kind of column, counts of rows and of missing values, bins with both histograms.';

create function governance.keep_drift() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.tenant_id, new.model_id, new.deployment_id, new.run_id, new.drift_type, new.drift_severity, new.feature_name,
        new.test, new.score, new.threshold, new.drift_metrics, new.detected_at, new.created_at)
       is distinct from
       (old.id, old.tenant_id, old.model_id, old.deployment_id, old.run_id, old.drift_type, old.drift_severity, old.feature_name,
        old.test, old.score, old.threshold, old.drift_metrics, old.detected_at, old.created_at) then
      raise exception 'what was found stays as it was found' using errcode = 'restrict_violation',
        hint = 'Resolve it, and add what was found since.';
    end if;
    if old.resolved_at is not null then
      if (new.resolved_at, new.resolution_action, new.resolver_subject_key)
         is distinct from (old.resolved_at, old.resolution_action, old.resolver_subject_key)
         or (new.resolved_by is not null and new.resolved_by is distinct from old.resolved_by) then
        raise exception 'drift that is resolved stays as it is' using errcode = 'restrict_violation',
          hint = 'Add a row if it is there again.';
      end if;
      return new;
    end if;
  end if;
  if new.resolved_at is not null and not governance.may_write_every_tenant() then
    new.resolved_at := pg_catalog.now();
  end if;
  if new.resolved_at is not null and (new.resolved_by is null or new.resolver_subject_key is null)
     and not (tg_op = 'INSERT' and governance.may_write_every_tenant()) then
    raise exception 'nobody is named who resolves it' using errcode = 'restrict_violation', hint = 'Say in resolved_by who does.';
  end if;
  return new;
end
$$;
comment on function governance.keep_drift() is
  'Keeps what was found and what was done about it from being rewritten, and demands a name of who resolves, and says when that was; an import may bring times, and drift that was resolved by nobody knows whom. Its trigger comes after the one that sets the pseudonym: triggers fire by name.';
create trigger ai_model_drift_keep_rest before insert or update on governance.ai_model_drift
  for each row execute function governance.keep_drift();
create trigger ai_model_drift_still_named before update of resolved_by on governance.ai_model_drift
  for each row when (old.resolved_by is not null and new.resolved_by is null)
  execute function governance.keep_named('resolved_by');

alter policy ai_model_drift_insert on governance.ai_model_drift
  with check ((tenant_id = (select governance.current_tenant_id())
               and (resolved_by is null or resolved_by = (select governance.current_user_id()))
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));
alter policy ai_model_drift_update on governance.ai_model_drift
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
               and (resolved_by is null or resolved_by = (select governance.current_user_id()))
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));
alter policy ai_model_drift_delete on governance.ai_model_drift
  using ((select governance.may_write_every_tenant()));

create function governance.record_drift() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  version governance.ai_models;
  said jsonb;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  select * into version from governance.ai_models as model where model.tenant_id = new.tenant_id and model.id = new.model_id;
  said := pg_catalog.jsonb_build_object('drift', new.id, 'type', new.drift_type, 'severity', new.drift_severity,
    'feature', new.feature_name, 'test', new.test);
  if tg_op = 'INSERT' then
    perform governance.note_model_event(version, 'drift_found', said);
  end if;
  if new.resolved_at is not null and (tg_op = 'INSERT' or old.resolved_at is null) then
    perform governance.note_model_event(version, 'drift_resolved',
      said || pg_catalog.jsonb_build_object('action', new.resolution_action));
  end if;
  return null;
end
$$;
revoke execute on function governance.record_drift() from public;
comment on function governance.record_drift() is 'Writes into ai_model_events that drift was found and resolved.';
create trigger ai_model_drift_record_event after insert or update on governance.ai_model_drift
  for each row execute function governance.record_drift();
