-- Training data: what it is, by what right it is used, whose it is, and which models it made.

insert into governance.training_datasets (id, tenant_id, name, description, modality, origin, collection_process,
  original_purpose, intended_use, setting, owner_id, created_at, updated_at)
select sample_company.pick_id('dataset ' || name), sample_company.tenant(), name, says, modality, origin,
  'Exported from the table ' || source || ' each half year.', purpose, 'Models of claims, pricing and service.',
  'Policy holders in northern Europe.', sample_company.pick_id('user ' || position + 4), sample_company.ago(700 - position),
    sample_company.ago(95 - position)
from sample_company.dataset_names;

insert into governance.training_dataset_versions (id, tenant_id, dataset_id, version, parent_version_id, content_hash, row_count,
  byte_count, location, media_type, data_schema, collected_from, collected_until, personal_data, has_special_categories,
  preparation, bias_examination, known_gaps, statistics, user_id, delete_after, created_at, updated_at)
select id, sample_company.tenant(), dataset_id, version,
  case when nth > 1 then sample_company.pick_id('dataset version ' || name || ' ' || nth - 1) end,
  pg_catalog.encode(pg_catalog.sha256(id::text::bytea), 'hex'), row_count, row_count * 412,
  'file:///data/training/' || name || '/' || version || '.parquet', 'application/vnd.apache.parquet',
  '[{"name": "id", "type": "uuid"}, {"name": "label", "type": "text"}]',
  sample_company.ago(age + 540), sample_company.ago(age + 3), personal, special,
  pg_catalog.jsonb_build_array('pseudonymise', 'drop duplicates', 'stratify by line of business'),
  case when nth > 1 then 'Error rates by age group and region differ by less than two points.' end,
  case when nth = 1 then 'Few claims from before the change of systems.' end,
  pg_catalog.jsonb_build_object('rows', row_count, 'missing_share',
    pg_catalog.round((sample_company.chance('missing ' || id) * 0.03)::numeric, 4)),
  sample_company.pick_id('user ' || 5 + position), sample_company.ago(age - 1095), sample_company.ago(age),
    sample_company.ago(age)
from sample_company.dataset_versions order by nth;

insert into governance.training_dataset_splits (id, tenant_id, dataset_version_id, split, fraction, row_count, seed, method,
  chosen_by, created_at, updated_at)
select sample_company.pick_id('split ' || version.id || part.split), sample_company.tenant(), version.id, part.split,
  part.fraction, (row_count * part.fraction)::bigint, 42, 'stratified', 'line_of_business', sample_company.ago(age),
    sample_company.ago(age)
from sample_company.dataset_versions as version,
  (values ('train', 0.8::double precision), ('validation', 0.1), ('test', 0.1)) as part (split, fraction);

insert into governance.training_dataset_licences (id, tenant_id, dataset_version_id, source_name, spdx_id, licence_words,
  allows_commercial_use, allows_training, allows_derivatives, requires_attribution, attribution, created_at, updated_at)
select sample_company.pick_id('licence ' || id), sample_company.tenant(), id,
  case when licence is null then 'Halvard Mutual Insurance' else 'Example Weather Office' end, licence,
  case when licence is null then 'Own data.' end, true, true, true, licence is not null,
  case when licence is not null then 'Contains data of the Example Weather Office.' end, sample_company.ago(age),
    sample_company.ago(age)
from sample_company.dataset_versions;

insert into governance.training_dataset_consent_purposes (id, tenant_id, dataset_version_id, purpose, lawful_basis,
  special_category_condition, consent_cutoff, assessment, created_at, updated_at)
select sample_company.pick_id('purpose ' || id), sample_company.tenant(), id, purpose, basis,
  case when special then '9(2)(a)' end, case when basis = 'consent' then sample_company.ago(age) end,
  case when basis = 'legitimate_interests' then 'Weighed by the data protection officer; people are told and can object.' end,
  sample_company.ago(age), sample_company.ago(age)
from sample_company.dataset_versions where basis is not null;

-- Data that rest on consent hold those who had given it by then: who withdraws later is what nobody notices without asking.
insert into governance.training_dataset_subjects (tenant_id, dataset_version_id, subject_key)
select sample_company.tenant(), version.id, consent.subject_key
from sample_company.dataset_versions as version
join sample_company.consents as consent on consent.purpose = version.purpose
  and consent.given > version.age and not coalesce(consent.withdrawn > version.age, false) and not consent.refused
  and (consent.person + version.nth) % 3 = 0
where version.basis = 'consent'
union all
select sample_company.tenant(), version.id, sample_company.pick_id('subject ' || person)
from sample_company.dataset_versions as version, pg_catalog.generate_series(1, 600) as person
where version.basis <> 'consent';

insert into governance.model_training_runs (id, tenant_id, name, kind, model_id, base_model_id, tracker, tracker_run_id, status,
  started_at, finished_at, random_seed, parameters, metrics, environment, code_repository, code_revision, artifact_hash,
  energy_kwh, failure, user_id, created_at, updated_at)
select sample_company.pick_id('run ' || model.id || attempt), sample_company.tenant(),
  model.name || ' ' || model.version || ' #' || attempt,
  case when model.model_type = 'llm' then 'fine_tuning' else 'training' end,
  case when attempt = 2 then model.id end,
  case when attempt = 2 and nth > 1 and model.model_type = 'llm' then sample_company.pick_id('model ' || model.name || ' ' || nth
    - 1) end,
  'mlflow', pg_catalog.left(pg_catalog.md5(model.id::text || attempt), 32),
  case when attempt = 2 then 'succeeded' when nth % 3 = 0 then 'failed' else 'cancelled' end,
  sample_company.ago(model.born + 3 - attempt), sample_company.ago(model.born + 3 - attempt - 0.04
    - sample_company.chance('took ' || model.id || attempt) / 3),
  1000 + nth, '{"learning_rate": 0.0003, "epochs": 12, "batch_size": 64}',
  case when attempt = 2 then pg_catalog.jsonb_build_object('accuracy', pg_catalog.round((accuracy / 100)::numeric, 4))
    else '{}' end,
  '{"python": "3.12", "accelerator": "none"}', 'https://git.halvard.example/models/' || model.name,
  pg_catalog.md5('revision ' || model.id || attempt), case when attempt = 2 then pg_catalog.encode(pg_catalog.sha256(('artifact '
    || model.id)::bytea), 'hex') end,
  pg_catalog.round((3 + sample_company.chance('energy ' || model.id) * 40)::numeric, 1)::double precision,
  case when attempt = 1 and nth % 3 = 0 then 'The loss became NaN in epoch 4.' end,
  sample_company.pick_id('user ' || 5 + nth * 3), sample_company.ago(model.born + 3 - attempt), sample_company.ago(model.born)
from sample_company.model_versions as model, pg_catalog.generate_series(1, 2) as attempt
where exists (select from sample_company.dataset_readers as reader where reader.model = model.name);

insert into governance.training_dataset_uses (id, tenant_id, model_id, dataset_version_id, used_for, split, training_run_id,
  row_count, used_at, created_at, updated_at)
select sample_company.pick_id('use ' || model.id || version.id || part.split), sample_company.tenant(), model.id, version.id,
  case part.split when 'train' then used.used_for when 'validation' then 'validation' else 'testing' end, part.split,
  sample_company.pick_id('run ' || model.id || 2), (version.row_count * part.fraction)::bigint,
  sample_company.ago(model.born + 1), sample_company.ago(model.born), sample_company.ago(model.born)
from sample_company.model_data as used
join sample_company.model_versions as model on model.id = used.model_id
join sample_company.dataset_versions as version on version.id = used.version_id,
(values ('train', 0.8::double precision), ('validation', 0.1), ('test', 0.1)) as part (split, fraction)
where used.used_for <> 'testing' or part.split = 'test';
