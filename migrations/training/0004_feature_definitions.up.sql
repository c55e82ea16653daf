-- Features: what they mean and how they are computed.
-- needs: ai/0002

create table governance.feature_definitions (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  entity_type text not null,
  value_type text not null,
  description text not null,
  owner_id uuid,
  is_personal boolean not null,
  freshness_target interval,
  time_to_live interval,
  tags jsonb not null default '[]',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint feature_definitions_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint feature_definitions_tenant_id_unique unique (tenant_id, id),
  constraint feature_definitions_name_unique unique (tenant_id, entity_type, name),
  constraint feature_definitions_owner_fk foreign key (tenant_id, owner_id)
    references governance.users (tenant_id, id) on delete set null (owner_id),
  constraint feature_definitions_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint feature_definitions_entity_type_not_blank check (pg_catalog.btrim(entity_type) <> ''),
  constraint feature_definitions_value_type_known check (
    value_type in ('boolean', 'integer', 'number', 'text', 'timestamp', 'vector', 'object')),
  constraint feature_definitions_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint feature_definitions_freshness_target_positive check (freshness_target > interval '0'),
  constraint feature_definitions_time_to_live_positive check (time_to_live > interval '0'),
  constraint feature_definitions_tags_is_list check (pg_catalog.jsonb_typeof(tags) = 'array')
);
create index feature_definitions_owner_id on governance.feature_definitions (tenant_id, owner_id);

comment on table governance.feature_definitions is
  'The features that models are fed with: what each one means, who answers for it and how fresh it must be.';
comment on column governance.feature_definitions.id is 'Its identity.';
comment on column governance.feature_definitions.tenant_id is 'To whom it belongs.';
comment on column governance.feature_definitions.name is 'What people call it.';
comment on column governance.feature_definitions.entity_type is 'What it is a feature of, such as customer.';
comment on column governance.feature_definitions.value_type is 'What kind of values it has.';
comment on column governance.feature_definitions.description is 'What it means, and in which unit.';
comment on column governance.feature_definitions.owner_id is 'Who answers for it; none when that person was erased.';
comment on column governance.feature_definitions.is_personal is 'Whether its values are personal data.';
comment on column governance.feature_definitions.freshness_target is
  'How old its newest value may be; none where that does not matter.';
comment on column governance.feature_definitions.time_to_live is
  'How long a value holds; an older one is no value any more. None: for ever.';
comment on column governance.feature_definitions.tags is 'A list of words to find it by.';
comment on column governance.feature_definitions.created_at is 'When the row was made.';
comment on column governance.feature_definitions.updated_at is 'When the row was last changed.';

create trigger feature_definitions_set_updated_at before update on governance.feature_definitions
  for each row execute function governance.set_updated_at();

alter table governance.feature_definitions enable row level security;
alter table governance.feature_definitions force row level security;
create policy feature_definitions_select on governance.feature_definitions for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy feature_definitions_insert on governance.feature_definitions for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_definitions_update on governance.feature_definitions for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_definitions_delete on governance.feature_definitions for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.feature_versions (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  feature_id uuid not null,
  version integer not null,
  transformation text not null,
  source_tables jsonb not null default '[]',
  schedule text,
  stage text not null default 'development',
  active_from timestamptz,
  retired_at timestamptz,
  user_id uuid default governance.current_user_id(),
  subject_key uuid,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint feature_versions_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint feature_versions_tenant_id_unique unique (tenant_id, id),
  constraint feature_versions_version_unique unique (tenant_id, feature_id, version),
  constraint feature_versions_feature_fk foreign key (tenant_id, feature_id)
    references governance.feature_definitions (tenant_id, id) on delete restrict,
  constraint feature_versions_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint feature_versions_version_positive check (version > 0),
  constraint feature_versions_transformation_not_blank check (pg_catalog.btrim(transformation) <> ''),
  constraint feature_versions_source_tables_is_list check (pg_catalog.jsonb_typeof(source_tables) = 'array'),
  constraint feature_versions_schedule_not_blank check (pg_catalog.btrim(schedule) <> ''),
  constraint feature_versions_stage_known check (stage in ('development', 'active', 'retired')),
  constraint feature_versions_retired_when_said check ((retired_at is not null) = (stage = 'retired')),
  constraint feature_versions_ends_after_start check (retired_at >= active_from)
);
create index feature_versions_user_id on governance.feature_versions (tenant_id, user_id);

comment on table governance.feature_versions is
  'The ways in which a feature is and was computed. How a version computes is never changed, only whether it is used.';
comment on column governance.feature_versions.id is 'Its identity.';
comment on column governance.feature_versions.tenant_id is 'To whom it belongs.';
comment on column governance.feature_versions.feature_id is 'Of which feature; one with versions cannot be deleted.';
comment on column governance.feature_versions.version is 'Its number among the versions, from 1.';
comment on column governance.feature_versions.transformation is
  'How its values are computed, as SQL or as the name of code.';
comment on column governance.feature_versions.source_tables is
  'A list of the tables that it is computed from, with their schema.';
comment on column governance.feature_versions.schedule is 'When it is computed, in words or as cron writes it.';
comment on column governance.feature_versions.stage is 'Whether models may use it.';
comment on column governance.feature_versions.active_from is 'When models began to use it.';
comment on column governance.feature_versions.retired_at is 'When models ceased to use it.';
comment on column governance.feature_versions.user_id is 'Who made it; none when the person was erased.';
comment on column governance.feature_versions.subject_key is
  'Stands for that person, and stays when the person is erased. Copied from users.';
comment on column governance.feature_versions.created_at is 'When the row was made.';
comment on column governance.feature_versions.updated_at is 'When the row was last changed.';

create trigger feature_versions_set_updated_at before update on governance.feature_versions
  for each row execute function governance.set_updated_at();
create trigger feature_versions_keep_content before update of feature_id, version, transformation on governance.feature_versions
  for each row when ((new.feature_id, new.version, new.transformation)
                     is distinct from (old.feature_id, old.version, old.transformation))
  execute function governance.training_keep_version();
create trigger feature_versions_keep_subject_key before insert or update of user_id on governance.feature_versions
  for each row execute function governance.keep_subject_key();

alter table governance.feature_versions enable row level security;
alter table governance.feature_versions force row level security;
create policy feature_versions_select on governance.feature_versions for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant())
         or (select governance.acts_in_own_trigger()));
create policy feature_versions_insert on governance.feature_versions for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_versions_update on governance.feature_versions for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_versions_delete on governance.feature_versions for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.feature_uses (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  feature_version_id uuid not null,
  input_name text,
  importance double precision,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint feature_uses_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint feature_uses_use_unique unique (tenant_id, model_id, feature_version_id),
  constraint feature_uses_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete cascade,
  constraint feature_uses_version_fk foreign key (tenant_id, feature_version_id)
    references governance.feature_versions (tenant_id, id) on delete restrict,
  constraint feature_uses_input_name_not_blank check (pg_catalog.btrim(input_name) <> ''),
  constraint feature_uses_importance_in_range check (importance >= 0 and importance <= 1)
);
create index feature_uses_feature_version_id on governance.feature_uses (tenant_id, feature_version_id);

comment on table governance.feature_uses is 'Which model versions are fed with which versions of features.';
comment on column governance.feature_uses.id is 'Its identity.';
comment on column governance.feature_uses.tenant_id is 'To whom it belongs.';
comment on column governance.feature_uses.model_id is 'The model version; what it is fed with goes with it.';
comment on column governance.feature_uses.feature_version_id is
  'The version of the feature; one that a model uses cannot be deleted.';
comment on column governance.feature_uses.input_name is 'What the model calls it, where that is another name.';
comment on column governance.feature_uses.importance is
  'How much of the model''s answers it explains, from 0 to 1, if that was measured.';
comment on column governance.feature_uses.created_at is 'When the row was made.';
comment on column governance.feature_uses.updated_at is 'When the row was last changed.';

create trigger feature_uses_set_updated_at before update on governance.feature_uses
  for each row execute function governance.set_updated_at();

alter table governance.feature_uses enable row level security;
alter table governance.feature_uses force row level security;
create policy feature_uses_select on governance.feature_uses for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy feature_uses_insert on governance.feature_uses for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_uses_update on governance.feature_uses for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_uses_delete on governance.feature_uses for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
