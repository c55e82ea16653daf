-- The bodies of data that models learn from, and their versions.
-- needs: identity/0002

create function governance.training_keep_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a version in % consists of is never changed', tg_table_name
    using errcode = 'restrict_violation', hint = 'Make a new version.';
end
$$;
comment on function governance.training_keep_version() is
  'Refuses to change what a version consists of: a model that was made from it would no longer be explained by it.';

create table governance.training_datasets (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  description text,
  modality text not null,
  origin text not null,
  collection_process text,
  original_purpose text,
  intended_use text,
  setting text,
  owner_id uuid,
  archived_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_datasets_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint training_datasets_tenant_id_unique unique (tenant_id, id),
  constraint training_datasets_name_unique unique (tenant_id, name),
  constraint training_datasets_owner_fk foreign key (tenant_id, owner_id)
    references governance.users (tenant_id, id) on delete set null (owner_id),
  constraint training_datasets_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint training_datasets_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint training_datasets_collection_process_not_blank check (pg_catalog.btrim(collection_process) <> ''),
  constraint training_datasets_original_purpose_not_blank check (pg_catalog.btrim(original_purpose) <> ''),
  constraint training_datasets_intended_use_not_blank check (pg_catalog.btrim(intended_use) <> ''),
  constraint training_datasets_setting_not_blank check (pg_catalog.btrim(setting) <> ''),
  constraint training_datasets_modality_known check (
    modality in ('tabular', 'text', 'image', 'audio', 'video', 'time_series', 'graph', 'multimodal')),
  constraint training_datasets_origin_known check (
    origin in ('collected', 'user_provided', 'observed', 'purchased', 'licensed', 'public', 'synthetic', 'derived'))
);
create index training_datasets_owner_id on governance.training_datasets (tenant_id, owner_id);

comment on table governance.training_datasets is
  'The bodies of data that models learn from. Seed 000 only has a hash in ai_models; Art. 10(2) of the AI Act asks for the origin, the purpose and the preparation of the data.';
comment on column governance.training_datasets.id is 'Its identity.';
comment on column governance.training_datasets.tenant_id is 'To whom it belongs.';
comment on column governance.training_datasets.name is 'What people call it.';
comment on column governance.training_datasets.description is 'What is in it, in a sentence or two.';
comment on column governance.training_datasets.modality is 'What kind of data it is.';
comment on column governance.training_datasets.origin is 'How the organisation came by it (AI Act Art. 10(2)(b)).';
comment on column governance.training_datasets.collection_process is 'How it was collected, by whom and from whom.';
comment on column governance.training_datasets.original_purpose is
  'For what personal data in it were first collected (AI Act Art. 10(2)(b)).';
comment on column governance.training_datasets.intended_use is 'What models made from it are meant for.';
comment on column governance.training_datasets.setting is
  'The place, the people and the behaviour that it is typical of (AI Act Art. 10(4)).';
comment on column governance.training_datasets.owner_id is 'Who answers for it; none when that person was erased.';
comment on column governance.training_datasets.archived_at is 'Since when nothing new is trained on it.';
comment on column governance.training_datasets.created_at is 'When the row was made.';
comment on column governance.training_datasets.updated_at is 'When the row was last changed.';

create trigger training_datasets_set_updated_at before update on governance.training_datasets
  for each row execute function governance.set_updated_at();

alter table governance.training_datasets enable row level security;
alter table governance.training_datasets force row level security;
create policy training_datasets_select on governance.training_datasets for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_datasets_insert on governance.training_datasets for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_datasets_update on governance.training_datasets for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_datasets_delete on governance.training_datasets for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.training_dataset_versions (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  dataset_id uuid not null,
  version text not null,
  parent_version_id uuid,
  content_hash text not null,
  row_count bigint not null,
  byte_count bigint,
  location text not null,
  media_type text,
  data_schema jsonb not null default '[]',
  collected_from timestamptz,
  collected_until timestamptz,
  personal_data text not null,
  has_special_categories boolean not null default false,
  preparation jsonb not null default '[]',
  assumptions text,
  bias_examination text,
  known_gaps text,
  statistics jsonb not null default '{}',
  user_id uuid default governance.current_user_id(),
  subject_key uuid,
  delete_after timestamptz,
  deleted_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_dataset_versions_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint training_dataset_versions_tenant_id_unique unique (tenant_id, id),
  constraint training_dataset_versions_version_unique unique (tenant_id, dataset_id, version),
  constraint training_dataset_versions_dataset_fk foreign key (tenant_id, dataset_id)
    references governance.training_datasets (tenant_id, id) on delete restrict,
  constraint training_dataset_versions_parent_fk foreign key (tenant_id, parent_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete restrict,
  constraint training_dataset_versions_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint training_dataset_versions_version_not_blank check (pg_catalog.btrim(version) <> ''),
  constraint training_dataset_versions_content_hash_format check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint training_dataset_versions_row_count_not_negative check (row_count >= 0),
  constraint training_dataset_versions_byte_count_not_negative check (byte_count >= 0),
  constraint training_dataset_versions_location_not_blank check (pg_catalog.btrim(location) <> ''),
  constraint training_dataset_versions_location_has_no_password check (location !~ '://[^/@]*:[^/@]*@'),
  constraint training_dataset_versions_media_type_not_blank check (pg_catalog.btrim(media_type) <> ''),
  constraint training_dataset_versions_data_schema_is_list check (pg_catalog.jsonb_typeof(data_schema) = 'array'),
  constraint training_dataset_versions_preparation_is_list check (pg_catalog.jsonb_typeof(preparation) = 'array'),
  constraint training_dataset_versions_statistics_is_object check (pg_catalog.jsonb_typeof(statistics) = 'object'),
  constraint training_dataset_versions_collected_in_order check (collected_until >= collected_from),
  constraint training_dataset_versions_personal_data_known check (
    personal_data in ('none', 'anonymised', 'pseudonymised', 'identified')),
  constraint training_dataset_versions_special_categories_are_personal check (
    not has_special_categories or personal_data in ('pseudonymised', 'identified')),
  constraint training_dataset_versions_assumptions_not_blank check (pg_catalog.btrim(assumptions) <> ''),
  constraint training_dataset_versions_bias_examination_not_blank check (pg_catalog.btrim(bias_examination) <> ''),
  constraint training_dataset_versions_known_gaps_not_blank check (pg_catalog.btrim(known_gaps) <> ''),
  constraint training_dataset_versions_withdrawal_has_reason check ((withdrawn_at is null) = (withdrawal_reason is null)),
  constraint training_dataset_versions_withdrawal_reason_not_blank check (pg_catalog.btrim(withdrawal_reason) <> '')
);
create index training_dataset_versions_parent_version_id on governance.training_dataset_versions (tenant_id, parent_version_id);
create index training_dataset_versions_content_hash on governance.training_dataset_versions (tenant_id, content_hash);
create index training_dataset_versions_user_id on governance.training_dataset_versions (tenant_id, user_id);
create index training_dataset_versions_delete_after on governance.training_dataset_versions (tenant_id, delete_after) where deleted_at is null;

comment on table governance.training_dataset_versions is
  'The states of a body of data. A version is what its hash says: what it consists of is never changed, only what becomes of it.';
comment on column governance.training_dataset_versions.id is 'Its identity.';
comment on column governance.training_dataset_versions.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_versions.dataset_id is
  'Of what it is a version. A body of data with versions cannot be deleted.';
comment on column governance.training_dataset_versions.version is 'Its name among the versions, such as 2025.3.';
comment on column governance.training_dataset_versions.parent_version_id is
  'The version that it was made from, if any.';
comment on column governance.training_dataset_versions.content_hash is
  'SHA-256 of the data, 64 hexadecimal digits; what training_data_hash in ai_models refers to.';
comment on column governance.training_dataset_versions.row_count is 'How many records it has.';
comment on column governance.training_dataset_versions.byte_count is 'How many bytes it takes.';
comment on column governance.training_dataset_versions.location is
  'Where the data are, as a URI, never with a password.';
comment on column governance.training_dataset_versions.media_type is
  'In what format they are, such as application/vnd.apache.parquet.';
comment on column governance.training_dataset_versions.data_schema is
  'A list of its columns, each an object with name and type.';
comment on column governance.training_dataset_versions.collected_from is 'When the oldest of the data were collected.';
comment on column governance.training_dataset_versions.collected_until is 'When the newest of the data were collected.';
comment on column governance.training_dataset_versions.personal_data is
  'Whether the data are about people, and how they may still be known.';
comment on column governance.training_dataset_versions.has_special_categories is
  'Whether there are data of the kinds of GDPR Art. 9 among them, such as health.';
comment on column governance.training_dataset_versions.preparation is
  'A list of the steps of labelling, cleaning and enriching, in their order (AI Act Art. 10(2)(c)).';
comment on column governance.training_dataset_versions.assumptions is
  'What the data are taken to measure and stand for (AI Act Art. 10(2)(d)).';
comment on column governance.training_dataset_versions.bias_examination is
  'How it was examined for bias, what was found and what was done (AI Act Art. 10(2)(f) and (g)).';
comment on column governance.training_dataset_versions.known_gaps is
  'What is missing in it, and how that is dealt with (AI Act Art. 10(2)(h)).';
comment on column governance.training_dataset_versions.statistics is 'Figures of the data, by column.';
comment on column governance.training_dataset_versions.user_id is 'Who made it; none when the person was erased.';
comment on column governance.training_dataset_versions.subject_key is
  'Stands for that person, and stays when the person is erased. Copied from users.';
comment on column governance.training_dataset_versions.delete_after is 'When the data must have been deleted.';
comment on column governance.training_dataset_versions.deleted_at is
  'When the data were deleted; this row stays, as the proof of what they were.';
comment on column governance.training_dataset_versions.withdrawn_at is 'Since when nothing may be trained on it.';
comment on column governance.training_dataset_versions.withdrawal_reason is 'Why nothing may be trained on it.';
comment on column governance.training_dataset_versions.created_at is 'When the row was made.';
comment on column governance.training_dataset_versions.updated_at is 'When the row was last changed.';

create trigger training_dataset_versions_set_updated_at before update on governance.training_dataset_versions
  for each row execute function governance.set_updated_at();
create trigger training_dataset_versions_keep_content
  before update of dataset_id, version, parent_version_id, content_hash, row_count, byte_count, data_schema,
                   collected_from, collected_until on governance.training_dataset_versions
  for each row when ((new.dataset_id, new.version, new.parent_version_id, new.content_hash, new.row_count, new.byte_count,
                      new.data_schema, new.collected_from, new.collected_until)
                     is distinct from (old.dataset_id, old.version, old.parent_version_id, old.content_hash, old.row_count,
                      old.byte_count, old.data_schema, old.collected_from, old.collected_until))
  execute function governance.training_keep_version();
create trigger training_dataset_versions_keep_subject_key before insert or update of user_id on governance.training_dataset_versions
  for each row execute function governance.keep_subject_key();

alter table governance.training_dataset_versions enable row level security;
alter table governance.training_dataset_versions force row level security;
create policy training_dataset_versions_select on governance.training_dataset_versions for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_dataset_versions_insert on governance.training_dataset_versions for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_versions_update on governance.training_dataset_versions for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_versions_delete on governance.training_dataset_versions for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
