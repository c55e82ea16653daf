-- How versions of training data are parted, and by what right: licences, purposes, and whose data they are.

create table governance.training_dataset_splits (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  dataset_version_id uuid not null,
  split text not null,
  fraction double precision,
  row_count bigint,
  seed bigint,
  method text not null,
  chosen_by text,
  content_hash text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_dataset_splits_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint training_dataset_splits_split_unique unique (tenant_id, dataset_version_id, split),
  constraint training_dataset_splits_version_fk foreign key (tenant_id, dataset_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete cascade,
  constraint training_dataset_splits_split_known check (split in ('train', 'validation', 'test')),
  constraint training_dataset_splits_method_known check (
    method in ('random', 'stratified', 'grouped', 'by_time', 'predefined')),
  constraint training_dataset_splits_has_size check (fraction is not null or row_count is not null),
  constraint training_dataset_splits_fraction_in_range check (fraction > 0 and fraction <= 1),
  constraint training_dataset_splits_row_count_not_negative check (row_count >= 0),
  constraint training_dataset_splits_chosen_by_not_blank check (pg_catalog.btrim(chosen_by) <> ''),
  constraint training_dataset_splits_content_hash_format check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint training_dataset_splits_method_has_column check (
    method not in ('stratified', 'grouped', 'by_time') or chosen_by is not null)
);

comment on table governance.training_dataset_splits is
  'How a version is parted into data to learn from, to choose by and to judge by (AI Act Art. 10(3)).';
comment on column governance.training_dataset_splits.id is 'Its identity.';
comment on column governance.training_dataset_splits.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_splits.dataset_version_id is 'Of which version; the parts go with it.';
comment on column governance.training_dataset_splits.split is 'Which part: train, validation or test.';
comment on column governance.training_dataset_splits.fraction is 'Which share of the records it has, above 0 up to 1.';
comment on column governance.training_dataset_splits.row_count is 'How many records it has.';
comment on column governance.training_dataset_splits.seed is
  'What the choice of records was started with, so that it can be made again.';
comment on column governance.training_dataset_splits.method is 'How the records were chosen.';
comment on column governance.training_dataset_splits.chosen_by is
  'The column that strata, groups or times were taken from.';
comment on column governance.training_dataset_splits.content_hash is 'SHA-256 of this part, 64 hexadecimal digits.';
comment on column governance.training_dataset_splits.created_at is 'When the row was made.';
comment on column governance.training_dataset_splits.updated_at is 'When the row was last changed.';

create trigger training_dataset_splits_set_updated_at before update on governance.training_dataset_splits
  for each row execute function governance.set_updated_at();

alter table governance.training_dataset_splits enable row level security;
alter table governance.training_dataset_splits force row level security;
create policy training_dataset_splits_select on governance.training_dataset_splits for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_dataset_splits_insert on governance.training_dataset_splits for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_splits_update on governance.training_dataset_splits for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_splits_delete on governance.training_dataset_splits for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.training_dataset_licences (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  dataset_version_id uuid not null,
  source_name text not null,
  spdx_id text,
  licence_words text,
  licence_url text,
  allows_commercial_use boolean,
  allows_training boolean,
  allows_derivatives boolean,
  requires_attribution boolean,
  requires_share_alike boolean,
  attribution text,
  valid_from date,
  valid_until date,
  evidence_location text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_dataset_licences_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint training_dataset_licences_source_unique unique (tenant_id, dataset_version_id, source_name),
  constraint training_dataset_licences_version_fk foreign key (tenant_id, dataset_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete cascade,
  constraint training_dataset_licences_source_name_not_blank check (pg_catalog.btrim(source_name) <> ''),
  constraint training_dataset_licences_spdx_id_format check (spdx_id ~ '^[A-Za-z0-9(][A-Za-z0-9.()+: -]*$'),
  constraint training_dataset_licences_licence_words_not_blank check (pg_catalog.btrim(licence_words) <> ''),
  constraint training_dataset_licences_is_named check (spdx_id is not null or licence_words is not null),
  constraint training_dataset_licences_licence_url_format check (licence_url ~ '^https?://[^[:space:]]+$'),
  constraint training_dataset_licences_attribution_not_blank check (pg_catalog.btrim(attribution) <> ''),
  constraint training_dataset_licences_attribution_is_given check (
    requires_attribution is not true or attribution is not null),
  constraint training_dataset_licences_valid_in_order check (valid_until >= valid_from),
  constraint training_dataset_licences_evidence_location_not_blank check (pg_catalog.btrim(evidence_location) <> ''),
  constraint training_dataset_licences_evidence_location_has_no_password check (evidence_location !~ '://[^/@]*:[^/@]*@')
);
create index training_dataset_licences_valid_until on governance.training_dataset_licences (tenant_id, valid_until);

comment on table governance.training_dataset_licences is
  'What others allow to be done with a version. One that was put together from several sources has several licences.';
comment on column governance.training_dataset_licences.id is 'Its identity.';
comment on column governance.training_dataset_licences.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_licences.dataset_version_id is
  'Of which version; the licences go with it.';
comment on column governance.training_dataset_licences.source_name is
  'For which part of the data, such as the name of a supplier.';
comment on column governance.training_dataset_licences.spdx_id is 'The licence as SPDX writes it, such as CC-BY-4.0.';
comment on column governance.training_dataset_licences.licence_words is
  'The licence in words, where SPDX has no name for it.';
comment on column governance.training_dataset_licences.licence_url is 'Where its text can be read.';
comment on column governance.training_dataset_licences.allows_commercial_use is
  'Whether it may be used for gain; null is not known.';
comment on column governance.training_dataset_licences.allows_training is
  'Whether models may be trained on it; null is not known.';
comment on column governance.training_dataset_licences.allows_derivatives is
  'Whether it may be changed and combined; null is not known.';
comment on column governance.training_dataset_licences.requires_attribution is
  'Whether its source must be named; null is not known.';
comment on column governance.training_dataset_licences.requires_share_alike is
  'Whether what comes of it must have the same licence; null is not known.';
comment on column governance.training_dataset_licences.attribution is 'How its source is named.';
comment on column governance.training_dataset_licences.valid_from is 'From when it holds.';
comment on column governance.training_dataset_licences.valid_until is
  'On which day it ends; none where it does not end.';
comment on column governance.training_dataset_licences.evidence_location is
  'Where the contract or a copy of the terms is, as a URI, never with a password.';
comment on column governance.training_dataset_licences.created_at is 'When the row was made.';
comment on column governance.training_dataset_licences.updated_at is 'When the row was last changed.';

create trigger training_dataset_licences_set_updated_at before update on governance.training_dataset_licences
  for each row execute function governance.set_updated_at();

alter table governance.training_dataset_licences enable row level security;
alter table governance.training_dataset_licences force row level security;
create policy training_dataset_licences_select on governance.training_dataset_licences for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_dataset_licences_insert on governance.training_dataset_licences for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_licences_update on governance.training_dataset_licences for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_licences_delete on governance.training_dataset_licences for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.training_dataset_consent_purposes (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  dataset_version_id uuid not null,
  purpose text not null,
  lawful_basis text not null,
  special_category_condition text,
  consent_cutoff timestamptz,
  assessment text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint training_dataset_consent_purposes_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint training_dataset_consent_purposes_purpose_unique unique (tenant_id, dataset_version_id, purpose),
  constraint training_dataset_consent_purposes_version_fk foreign key (tenant_id, dataset_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete restrict,
  constraint training_dataset_consent_purposes_purpose_not_blank check (pg_catalog.btrim(purpose) <> ''),
  constraint training_dataset_consent_purposes_lawful_basis_known check (
    lawful_basis in ('consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task',
    'legitimate_interests')),
  constraint training_dataset_consent_purposes_special_condition_format check (
    special_category_condition ~ '^9\(2\)\([a-j]\)$'),
  constraint training_dataset_consent_purposes_assessment_not_blank check (pg_catalog.btrim(assessment) <> ''),
  constraint training_dataset_consent_purposes_interests_are_weighed check (
    lawful_basis <> 'legitimate_interests' or assessment is not null)
);
create index training_dataset_consent_purposes_purpose on governance.training_dataset_consent_purposes (tenant_id, purpose);

comment on table governance.training_dataset_consent_purposes is
  'What makes the use of people''s data in a version lawful: for each purpose the legal basis. Whoever withdraws a consent to a purpose is found by it.';
comment on column governance.training_dataset_consent_purposes.id is 'Its identity.';
comment on column governance.training_dataset_consent_purposes.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_consent_purposes.dataset_version_id is
  'Of which version. It cannot be deleted while this stands: it is the proof of what the use rested on.';
comment on column governance.training_dataset_consent_purposes.purpose is
  'The purpose, in the words of ai_data_consent.purpose. No foreign key: a purpose is a word there, too.';
comment on column governance.training_dataset_consent_purposes.lawful_basis is
  'One of the six bases of GDPR Art. 6(1).';
comment on column governance.training_dataset_consent_purposes.special_category_condition is
  'Which condition of GDPR Art. 9(2) lifts the ban on special categories, such as 9(2)(a).';
comment on column governance.training_dataset_consent_purposes.consent_cutoff is
  'Consents as of this time were heeded when the version was made.';
comment on column governance.training_dataset_consent_purposes.assessment is
  'Where the weighing of interests or the impact assessment is; GDPR Art. 6(1)(f) demands the weighing.';
comment on column governance.training_dataset_consent_purposes.created_at is 'When the row was made.';
comment on column governance.training_dataset_consent_purposes.updated_at is 'When the row was last changed.';

create trigger training_dataset_consent_purposes_set_updated_at before update on governance.training_dataset_consent_purposes
  for each row execute function governance.set_updated_at();

alter table governance.training_dataset_consent_purposes enable row level security;
alter table governance.training_dataset_consent_purposes force row level security;
create policy training_dataset_consent_purposes_select on governance.training_dataset_consent_purposes for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy training_dataset_consent_purposes_insert on governance.training_dataset_consent_purposes for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_consent_purposes_update on governance.training_dataset_consent_purposes for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_consent_purposes_delete on governance.training_dataset_consent_purposes for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.training_dataset_subjects (
  tenant_id uuid not null default governance.current_tenant_id(),
  dataset_version_id uuid not null,
  subject_key uuid not null,
  primary key (dataset_version_id, subject_key),
  constraint training_dataset_subjects_version_fk foreign key (tenant_id, dataset_version_id)
    references governance.training_dataset_versions (tenant_id, id) on delete cascade
);
create index training_dataset_subjects_subject_key on governance.training_dataset_subjects (subject_key);

comment on table governance.training_dataset_subjects is
  'Whose data are in a version, by pseudonym: one row for each person and version, millions of them, and so nothing else. Its tenant has no foreign key of its own, since that to the version says the same.';
comment on column governance.training_dataset_subjects.tenant_id is 'To whom it belongs.';
comment on column governance.training_dataset_subjects.dataset_version_id is 'In which version; the rows go with it.';
comment on column governance.training_dataset_subjects.subject_key is
  'Stands for the person, as in users and ai_data_consent. No foreign key: it outlives the person''s row.';

alter table governance.training_dataset_subjects enable row level security;
alter table governance.training_dataset_subjects force row level security;
create policy training_dataset_subjects_select on governance.training_dataset_subjects for select
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or subject_key = (select person.subject_key from governance.users as person
                                 where person.id = (select governance.current_user_id()))))
         or (select governance.may_read_every_tenant()));
create policy training_dataset_subjects_insert on governance.training_dataset_subjects for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy training_dataset_subjects_delete on governance.training_dataset_subjects for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
