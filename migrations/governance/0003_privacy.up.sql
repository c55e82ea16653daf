-- Which columns hold what kind of data, and what has to be done about it.

create table governance.ai_data_privacy (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  schema_name text not null default 'public',
  table_name text not null,
  field_name text not null,
  privacy_level text not null,
  category text,
  encryption_required boolean not null default false,
  anonymization_required boolean not null default false,
  retention_period interval,
  suggested_by text,
  reason text,
  confirmed_by uuid,
  confirmer_subject_key uuid,
  confirmed_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_privacy_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_privacy_confirmed_by_fk foreign key (tenant_id, confirmed_by)
    references governance.users (tenant_id, id) on delete set null (confirmed_by),
  constraint ai_data_privacy_field_unique unique (tenant_id, schema_name, table_name, field_name),
  constraint ai_data_privacy_schema_name_not_blank check (pg_catalog.btrim(schema_name) <> ''),
  constraint ai_data_privacy_table_name_not_blank check (pg_catalog.btrim(table_name) <> ''),
  constraint ai_data_privacy_field_name_not_blank check (pg_catalog.btrim(field_name) <> ''),
  constraint ai_data_privacy_privacy_level_known check (privacy_level in ('public', 'internal', 'confidential', 'restricted')),
  constraint ai_data_privacy_category_not_blank check (pg_catalog.btrim(category) <> ''),
  constraint ai_data_privacy_retention_period_positive check (retention_period > interval '0'),
  constraint ai_data_privacy_suggested_by_not_blank check (pg_catalog.btrim(suggested_by) <> ''),
  constraint ai_data_privacy_suggestion_has_reason check (suggested_by is null or pg_catalog.btrim(coalesce(reason, '')) <> ''),
  constraint ai_data_privacy_says_who check (suggested_by is not null or confirmer_subject_key is not null),
  constraint ai_data_privacy_confirmation_has_time check ((confirmer_subject_key is null) = (confirmed_at is null))
);
create index ai_data_privacy_confirmed_by on governance.ai_data_privacy (tenant_id, confirmed_by) where confirmed_by is not null;
create index ai_data_privacy_privacy_level on governance.ai_data_privacy (tenant_id, privacy_level);
create index ai_data_privacy_unconfirmed on governance.ai_data_privacy (tenant_id, created_at) where confirmed_at is null;

comment on table governance.ai_data_privacy is
  'The level of each column, who said so and why. A level that a rule or a model suggests counts once a person has confirmed it. The seed tells neither the schema nor who decided, and has one row for a column across all tenants.';
comment on column governance.ai_data_privacy.id is 'Its identity.';
comment on column governance.ai_data_privacy.tenant_id is 'Whose decision it is.';
comment on column governance.ai_data_privacy.schema_name is 'The schema of the table; without it two tables of the same name are one.';
comment on column governance.ai_data_privacy.table_name is 'The table.';
comment on column governance.ai_data_privacy.field_name is 'The column.';
comment on column governance.ai_data_privacy.privacy_level is 'public, internal, confidential or restricted, in rising order.';
comment on column governance.ai_data_privacy.category is 'What kind of data it is: contact, health, financial and so on.';
comment on column governance.ai_data_privacy.encryption_required is 'Whether the values must be stored encrypted; ai_data_encryption says how they are.';
comment on column governance.ai_data_privacy.anonymization_required is 'Whether the values must be masked before others see them.';
comment on column governance.ai_data_privacy.retention_period is 'How long values may be kept; null where nobody has decided.';
comment on column governance.ai_data_privacy.suggested_by is 'The rule, the model or the import that suggested the level; null where a person set it.';
comment on column governance.ai_data_privacy.reason is 'Why: what in the name or the values led to it.';
comment on column governance.ai_data_privacy.confirmed_by is 'Who confirmed or set it; emptied when the person is erased.';
comment on column governance.ai_data_privacy.confirmer_subject_key is 'The subject key of who confirmed it, which stays.';
comment on column governance.ai_data_privacy.confirmed_at is 'When it was confirmed; null while it is a suggestion.';
comment on column governance.ai_data_privacy.created_at is 'When the row was made.';
comment on column governance.ai_data_privacy.updated_at is 'When the row was last changed.';

create trigger ai_data_privacy_keep_confirmer before insert or update of confirmed_by on governance.ai_data_privacy
  for each row execute function governance.keep_person_key('confirmed_by', 'confirmer_subject_key', 'confirmed_at');
create trigger ai_data_privacy_set_updated_at before update on governance.ai_data_privacy
  for each row execute function governance.set_updated_at();

alter table governance.ai_data_privacy enable row level security;
alter table governance.ai_data_privacy force row level security;
create policy ai_data_privacy_select on governance.ai_data_privacy for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_data_privacy_insert on governance.ai_data_privacy for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_privacy_update on governance.ai_data_privacy for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_privacy_delete on governance.ai_data_privacy for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
