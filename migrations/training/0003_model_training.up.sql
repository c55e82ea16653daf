-- Which data and which runs made which model versions.
-- needs: ai/0002

create table governance.model_training_runs (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  kind text not null default 'training',
  model_id uuid,
  base_model_id uuid,
  tracker text,
  tracker_run_id text,
  status text not null default 'queued',
  started_at timestamptz,
  finished_at timestamptz,
  random_seed bigint,
  parameters jsonb not null default '{}',
  metrics jsonb not null default '{}',
  environment jsonb not null default '{}',
  code_repository text,
  code_revision text,
  artifact_hash text,
  energy_kwh double precision,
  failure text,
  user_id uuid default governance.current_user_id(),
  subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint model_training_runs_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint model_training_runs_tenant_id_unique unique (tenant_id, id),
  constraint model_training_runs_tracker_run_unique unique (tenant_id, tracker, tracker_run_id),
  constraint model_training_runs_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint model_training_runs_base_model_fk foreign key (tenant_id, base_model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint model_training_runs_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint model_training_runs_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint model_training_runs_kind_known check (kind in ('training', 'fine_tuning', 'distillation', 'evaluation')),
  constraint model_training_runs_status_known check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  constraint model_training_runs_base_model_is_another check (base_model_id <> model_id),
  constraint model_training_runs_tracker_has_run check ((tracker is null) = (tracker_run_id is null)),
  constraint model_training_runs_tracker_not_blank check (pg_catalog.btrim(tracker) <> ''),
  constraint model_training_runs_tracker_run_id_not_blank check (pg_catalog.btrim(tracker_run_id) <> ''),
  constraint model_training_runs_ends_after_start check (finished_at >= started_at),
  constraint model_training_runs_finished_when_over check (
    (finished_at is not null) = (status in ('succeeded', 'failed', 'cancelled'))),
  constraint model_training_runs_parameters_is_object check (pg_catalog.jsonb_typeof(parameters) = 'object'),
  constraint model_training_runs_metrics_is_object check (pg_catalog.jsonb_typeof(metrics) = 'object'),
  constraint model_training_runs_environment_is_object check (pg_catalog.jsonb_typeof(environment) = 'object'),
  constraint model_training_runs_code_repository_not_blank check (pg_catalog.btrim(code_repository) <> ''),
  constraint model_training_runs_code_repository_has_no_password check (code_repository !~ '://[^/@]*:[^/@]*@'),
  constraint model_training_runs_code_revision_not_blank check (pg_catalog.btrim(code_revision) <> ''),
  constraint model_training_runs_artifact_hash_format check (artifact_hash ~ '^[0-9a-f]{64}$'),
  constraint model_training_runs_energy_kwh_not_negative check (energy_kwh >= 0),
  constraint model_training_runs_failure_not_blank check (pg_catalog.btrim(failure) <> '')
);
create index model_training_runs_model_id on governance.model_training_runs (tenant_id, model_id);
create index model_training_runs_base_model_id on governance.model_training_runs (tenant_id, base_model_id);
create index model_training_runs_user_id on governance.model_training_runs (tenant_id, user_id);
create index model_training_runs_status on governance.model_training_runs (tenant_id, status, started_at);

comment on table governance.model_training_runs is
  'The runs that made models: with what settings, from which other model, when, by whom.';
comment on column governance.model_training_runs.id is 'Its identity.';
comment on column governance.model_training_runs.tenant_id is 'To whom it belongs.';
comment on column governance.model_training_runs.name is 'What people call it.';
comment on column governance.model_training_runs.kind is 'What was done.';
comment on column governance.model_training_runs.model_id is
  'The model version that came of it; none until there is one. A model with runs cannot be deleted: they are its history.';
comment on column governance.model_training_runs.base_model_id is
  'The model version that it started from, whose data are in the new one, too.';
comment on column governance.model_training_runs.tracker is 'The tool that kept book of it, such as mlflow.';
comment on column governance.model_training_runs.tracker_run_id is 'Its identity there.';
comment on column governance.model_training_runs.status is 'How far it is.';
comment on column governance.model_training_runs.started_at is 'When it began.';
comment on column governance.model_training_runs.finished_at is 'When it ended.';
comment on column governance.model_training_runs.random_seed is
  'What chance was started with, so that it can be made again.';
comment on column governance.model_training_runs.parameters is 'Its settings, name to value.';
comment on column governance.model_training_runs.metrics is 'Its last measurements, name to value.';
comment on column governance.model_training_runs.environment is 'Versions of what it ran with, and the machine.';
comment on column governance.model_training_runs.code_repository is 'Where its code is, never with a password.';
comment on column governance.model_training_runs.code_revision is 'Which revision of the code ran.';
comment on column governance.model_training_runs.artifact_hash is 'SHA-256 of what came of it, 64 hexadecimal digits.';
comment on column governance.model_training_runs.energy_kwh is
  'The energy it took, in kilowatt-hours (AI Act Annex XI).';
comment on column governance.model_training_runs.failure is 'Why it failed.';
comment on column governance.model_training_runs.user_id is 'Who made it; none when the person was erased.';
comment on column governance.model_training_runs.subject_key is
  'Stands for that person, and stays when the person is erased. Copied from users.';
comment on column governance.model_training_runs.created_at is 'When the row was made.';
comment on column governance.model_training_runs.updated_at is 'When the row was last changed.';

create trigger model_training_runs_set_updated_at before update on governance.model_training_runs
  for each row execute function governance.set_updated_at();
create trigger model_training_runs_keep_subject_key before insert or update of user_id on governance.model_training_runs
  for each row execute function governance.keep_subject_key();

alter table governance.model_training_runs enable row level security;
alter table governance.model_training_runs force row level security;
create policy model_training_runs_select on governance.model_training_runs for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy model_training_runs_insert on governance.model_training_runs for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy model_training_runs_update on governance.model_training_runs for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy model_training_runs_delete on governance.model_training_runs for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.training_dataset_uses (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  dataset_version_id uuid not null,
  used_for text not null,
  split text,
  training_run_id uuid,
  row_count bigint,
  used_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_dataset_uses_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint training_dataset_uses_use_unique unique nulls not distinct (tenant_id, model_id, dataset_version_id, used_for, split, training_run_id),
  constraint training_dataset_uses_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint training_dataset_uses_version_fk foreign key (tenant_id, dataset_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete restrict,
  constraint training_dataset_uses_split_fk foreign key (tenant_id, dataset_version_id, split)
    references governance.training_dataset_splits (tenant_id, dataset_version_id, split) on delete restrict,
  constraint training_dataset_uses_run_fk foreign key (tenant_id, training_run_id)
    references governance.model_training_runs (tenant_id, id) on delete set null (training_run_id),
  constraint training_dataset_uses_used_for_known check (used_for in ('training', 'fine_tuning', 'validation', 'testing')),
  constraint training_dataset_uses_row_count_not_negative check (row_count >= 0)
);
create index training_dataset_uses_split on governance.training_dataset_uses (tenant_id, dataset_version_id, split);
create index training_dataset_uses_training_run_id on governance.training_dataset_uses (tenant_id, training_run_id);

comment on table governance.training_dataset_uses is
  'Which model versions were trained, validated or tested on which versions of data: the edge that the question for withdrawn consents goes along.';
comment on column governance.training_dataset_uses.id is 'Its identity.';
comment on column governance.training_dataset_uses.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_uses.model_id is
  'The model version. It cannot be deleted while this says what made it.';
comment on column governance.training_dataset_uses.dataset_version_id is
  'The version of the data. It cannot be deleted while this says what it made.';
comment on column governance.training_dataset_uses.used_for is 'For what the data were used.';
comment on column governance.training_dataset_uses.split is 'Which part of the version was used; none is all of it.';
comment on column governance.training_dataset_uses.training_run_id is
  'In which run; none when that is not known any more.';
comment on column governance.training_dataset_uses.row_count is 'How many records were used.';
comment on column governance.training_dataset_uses.used_at is 'When the data were used.';
comment on column governance.training_dataset_uses.created_at is 'When the row was made.';
comment on column governance.training_dataset_uses.updated_at is 'When the row was last changed.';

create trigger training_dataset_uses_set_updated_at before update on governance.training_dataset_uses
  for each row execute function governance.set_updated_at();

alter table governance.training_dataset_uses enable row level security;
alter table governance.training_dataset_uses force row level security;
create policy training_dataset_uses_select on governance.training_dataset_uses for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_dataset_uses_insert on governance.training_dataset_uses for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_uses_update on governance.training_dataset_uses for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_uses_delete on governance.training_dataset_uses for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create view governance.model_training_data with (security_invoker = true) as
with recursive ancestry (tenant_id, model_id, through_model_id) as (
  select model.tenant_id, model.id, model.id from governance.ai_models as model
  union
  select ancestry.tenant_id, ancestry.model_id, run.base_model_id
  from ancestry
  join governance.model_training_runs as run
    on run.tenant_id = ancestry.tenant_id and run.model_id = ancestry.through_model_id
  where run.base_model_id is not null
)
select ancestry.tenant_id, ancestry.model_id, usage.dataset_version_id, usage.used_for, ancestry.through_model_id,
       ancestry.through_model_id <> ancestry.model_id as is_inherited, usage.used_at
from ancestry
join governance.training_dataset_uses as usage
  on usage.tenant_id = ancestry.tenant_id and usage.model_id = ancestry.through_model_id;
comment on view governance.model_training_data is
  'Which versions of data are in a model version, also through the models that it was made from: a fine-tuned model keeps what its base has learnt. Joined with training_dataset_subjects it says whose data they are.';
comment on column governance.model_training_data.tenant_id is 'To whom it belongs.';
comment on column governance.model_training_data.model_id is 'The model version.';
comment on column governance.model_training_data.dataset_version_id is 'The version of the data.';
comment on column governance.model_training_data.used_for is 'For what the data were used.';
comment on column governance.model_training_data.through_model_id is 'The model version that used the data: the same one, or one that it was made from.';
comment on column governance.model_training_data.is_inherited is 'Whether the data came through a model that it was made from.';
comment on column governance.model_training_data.used_at is 'When the data were used.';
