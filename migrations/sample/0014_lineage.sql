-- Three thousand edges of lineage, from source tables to predictions.

select governance.make_partitions('governance.ai_data_lineage', sample_company.ago(400)::date, sample_company.ago(0)::date);

-- Layer by layer: tables and their rows to features and to versions of data; these to runs; runs to models; models, features and
-- claims to predictions. Each edge leads to a later layer, so nothing comes round.
create table sample_company.edges (layer int, position int, source_table text, source_id uuid, target_table text, target_id uuid,
  how text, job text, days double precision);

insert into sample_company.edges
select 1, n * 10 + nth, 'sample_company.' || source,
  case when picked > 0 then sample_company.pick_id(source || ' ' || (picked * 7 + n) % 30) end,
  'feature_versions', sample_company.pick_id('feature version ' || name || nth),
    case when picked = 0 then 'processing' else 'aggregation' end,
  'compute ' || name, born - (nth - 1) * 120 - 1 - picked * 0.01
from sample_company.features, pg_catalog.generate_series(1, versions) as nth, pg_catalog.generate_series(0, 7) as picked
union all
select 1, 1000 + position * 10 + nth, 'sample_company.' || source,
  case when picked > 0 then sample_company.pick_id(source || ' ' || (picked * 5 + nth) % 30) end,
  'training_dataset_versions', id, 'processing', 'export ' || name, age + 0.5 - picked * 0.01
from sample_company.dataset_versions, pg_catalog.generate_series(0, 9) as picked
union all
select 2, position * 10 + nth, 'feature_versions', sample_company.pick_id('feature version ' || feature.name || 1),
  'training_dataset_versions', version.id, 'processing', 'join features into ' || version.name, age + 0.3
from sample_company.dataset_versions as version
join sample_company.features as feature on feature.born > version.age and feature.source = any (case version.name
  when 'claims-history' then array['claims', 'claim_payments', 'claim_notes']
    when 'policies-and-quotes' then array['policies', 'premium_invoices', 'complaints']
  when 'telematics-trips' then array['telematics_trips'] when 'medical-invoices' then array['hospital_stays', 'prescriptions']
    else '{}' end);

insert into sample_company.edges
select 3, pg_catalog.row_number() over (order by used.model_id, used.version_id),
  'training_dataset_versions', used.version_id,
  'model_training_runs', sample_company.pick_id('run ' || used.model_id || 2), 'training', 'read for training', born + 1.2
from sample_company.model_data as used join sample_company.model_versions as model on model.id = used.model_id
union all
select 4, pg_catalog.row_number() over (order by model.id), 'model_training_runs',
  sample_company.pick_id('run ' || model.id || 2), 'ai_models', model.id, 'training', 'register model', born + 0.5
from sample_company.model_versions as model where exists (select from sample_company.model_data where model_id = model.id)
union all
select 4, 100 + pg_catalog.row_number() over (order by model.id), 'ai_models',
  sample_company.pick_id('model ' || name || ' ' || nth - 1), 'ai_models', model.id, 'training', 'start from version before',
  born + 0.6
from sample_company.model_versions as model where model_type = 'llm' and nth > 1 and name <> 'claims-summariser';

insert into sample_company.edges
select 5, n, source_table, source_id, 'sample_company.model_scores',
  sample_company.pick_id('model_scores ' || n), 'ai_inference', 'score a claim', 100 - n * 0.098 - 0.5
from pg_catalog.generate_series(0, 999) as n,
  lateral (values
  (1, 'ai_models', sample_company.pick_id((array['model claims-triage 4', 'model fraud-detector 3', 'model damage-assessor 1',
      'model reserve-forecaster 2'])[n % 4 + 1])),
  (2, 'sample_company.claims', sample_company.pick_id('claims ' || n * 11 % 30)),
  (3, 'feature_versions', sample_company.pick_id('feature version '
      || (array['days_to_report1', 'claim_count_12m2', 'handler_changes1', 'paid_so_far2'])[n % 4 + 1])))
    as read (place, source_table, source_id)
order by n, place
limit 3000 - (select pg_catalog.count(*) from sample_company.edges);

insert into governance.ai_data_lineage (id, tenant_id, source_table, source_record_id, target_table, target_record_id,
  transformation_type, transformation_details, data_hash, created_at)
select sample_company.pick_id('edge ' || layer || ' ' || source_table || coalesce(source_id::text, '') || target_id),
  sample_company.tenant(),
  source_table, source_id, target_table, target_id, how, pg_catalog.jsonb_build_object('job', job, 'layer', layer),
  pg_catalog.encode(pg_catalog.sha256((target_table || target_id)::bytea), 'hex'), sample_company.ago(days)
from sample_company.edges order by layer, position;
