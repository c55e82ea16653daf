-- What the company does with models, data and people's consent.

-- The names under which models go, and how the version in production behaves. born: how many days ago its first version was
-- made, and every how many days came another.
create table sample_company.model_names (
  name text primary key, model_type text, provider text, provider_id text, versions int, live int, newest double precision,
  every double precision, accuracy double precision, milliseconds double precision, per_second double precision,
  dollars double precision, purpose text
);
insert into sample_company.model_names values
  ('claims-triage', 'classification', 'custom', 'halvard/claims-triage', 5, 4, 34, 130, 97.1, 38, 120, 9, 'Sorts new claims by line and urgency.'),
  ('fraud-detector', 'classification', 'custom', 'halvard/fraud-detector', 4, 3, 26, 210, 97.4, 44, 95, 14,
    'Scores claims for suspicion of fraud; a person decides.'),
  ('premium-estimator', 'regression', 'custom', 'halvard/premium-estimator', 4, 3, 14, 160, 96.3, 22, 210, 6,
    'Estimates the premium of a quote.'),
  ('churn-predictor', 'classification', 'custom', 'halvard/churn-predictor', 3, 2, 61, 250, 94.6, 19, 180, 4,
    'Finds policy holders who are likely to leave.'),
  ('document-reader', 'llm', 'local', 'local/document-reader-7b', 3, 3, 152, 140, 95.8, 640, 6, 22,
    'Reads fields out of letters and invoices.'),
  ('claims-summariser', 'llm', 'anthropic', 'anthropic/summariser-large', 3, 3, 390, 120, 96.9, 1450, 4, 41,
    'Sums up the file of a claim for its handler.'),
  ('customer-assistant', 'llm', 'openai', 'openai/assistant-medium', 4, 3, 45, 170, 95.1, 980, 9, 63,
    'Answers policy holders on the web.'),
  ('policy-search', 'embedding', 'openai', 'openai/embedding-small', 2, 2, 405, 200, 95.6, 31, 260, 5,
    'Finds clauses that answer a question.'),
  ('claim-embedder', 'embedding', 'local', 'local/claim-embedder-384', 2, 2, 240, 260, 95.9, 12, 420, 3,
    'Places descriptions of claims beside similar ones.'),
  ('reserve-forecaster', 'regression', 'custom', 'halvard/reserve-forecaster', 3, 2, 70, 190, 95.2, 57, 40, 5,
    'Forecasts what open claims will cost.'),
  ('damage-assessor', 'classification', 'local', 'local/damage-assessor', 2, 1, 17, 210, 94.9, 210, 18, 17,
    'Grades damage on photographs.'),
  ('medical-cost-estimator', 'regression', 'custom', 'halvard/medical-cost-estimator', 2, 2, 240, 230, 94.2, 26, 90, 4,
    'Estimates the cost of a treatment.'),
  ('underwriting-score', 'classification', 'custom', 'halvard/underwriting-score', 2, 1, 9, 230, 95.7, 33, 75, 7,
    'Scores applications for life and health; a person decides.'),
  ('agent-copilot', 'llm', 'anthropic', 'anthropic/copilot-small', 1, 0, 12, 1, 93.8, 820, 5, 11,
    'Drafts replies for the service centre.');

-- Each version, with its stage and the days on which it was made, went live and was replaced.
create table sample_company.model_versions as
select
  named.*,
  nth,
  (array['1.0.0', '1.1.0', '2.0.0', '2.1.0', '3.0.0'])[nth] as version,
  sample_company.pick_id('model ' || name || ' ' || nth) as id,
  newest + (versions - nth) * every as born,
  case
    when nth = live then 'production'
    when nth < live then 'deprecated'
    when newest > 20 then 'testing'
    else 'development'
  end as stage,
  case when nth <= live then newest + (versions - nth) * every - 8 end as live_from,
  case when nth < live then newest + (versions - nth - 1) * every - 8 else 0 end as live_until
from sample_company.model_names as named, lateral pg_catalog.generate_series(1, versions) as nth;

create table sample_company.dataset_names (
  position int primary key, name text, says text, modality text, origin text, personal text, special boolean, basis text,
  purpose text, source text, licence text
);
insert into sample_company.dataset_names values
  (1, 'claims-history', 'Closed claims with their course and cost.', 'tabular', 'observed', 'pseudonymised', false, 'legitimate_interests', 'claims handling', 'claims', null),
  (2, 'claim-texts', 'Descriptions of losses as people wrote them.', 'text', 'user_provided', 'pseudonymised', false, 'contract',
    'claims handling', 'claim_documents', null),
  (3, 'damage-photographs', 'Photographs of damage, graded by assessors.', 'image', 'user_provided', 'pseudonymised', false,
    'consent', 'model training', 'claim_photos', null),
  (4, 'letters-and-invoices', 'Scanned letters with their fields.', 'text', 'collected', 'pseudonymised', false,
    'legitimate_interests', 'claims handling', 'emails_received', null),
  (5, 'policies-and-quotes', 'Contracts and offers with their answers.', 'tabular', 'observed', 'pseudonymised', false,
    'contract', 'underwriting', 'policies', null),
  (6, 'telematics-trips', 'Journeys of cars that report how they are driven.', 'time_series', 'observed', 'pseudonymised', false,
    'consent', 'driving analysis', 'telematics_trips', null),
  (7, 'medical-invoices', 'Refunded treatments by diagnosis group.', 'tabular', 'collected', 'pseudonymised', true, 'consent',
    'model training', 'medical_reports', null),
  (8, 'service-conversations', 'Calls and messages with the service centre.', 'text', 'observed', 'pseudonymised', false,
    'consent', 'service analysis', 'call_recordings', null),
  (9, 'policy-wordings', 'Our own terms and conditions, clause by clause.', 'text', 'derived', 'none', false, null, null,
    'products', null),
  (10, 'regional-weather', 'Storms and floods by region.', 'tabular', 'public', 'none', false, null, null, 'weather_events',
    'CC-BY-4.0'),
  (11, 'synthetic-claims', 'Made-up claims with planted fraud, for tests.', 'tabular', 'synthetic', 'none', false, null, null,
    'fraud_cases', null);

create table sample_company.dataset_versions as
select
  dataset.*,
  nth,
  sample_company.pick_id('dataset ' || name) as dataset_id,
  sample_company.pick_id('dataset version ' || name || ' ' || nth) as id,
  (array['2024.4', '2025.2', '2026.1', '2026.3'])[nth] as version,
  (array[695, 480, 255, 95])[nth] - position as age,
  (4000 + sample_company.chance('rows ' || name) * 90000 + nth * 7000)::bigint as row_count
from sample_company.dataset_names as dataset, pg_catalog.generate_series(1, 4) as nth;

-- Which names of models learn from which data, and for what.
create table sample_company.dataset_readers (model text, dataset text, used_for text);
insert into sample_company.dataset_readers values
  ('claims-triage', 'claims-history', 'training'), ('claims-triage', 'claim-texts', 'training'),
  ('fraud-detector', 'claims-history', 'training'), ('fraud-detector', 'synthetic-claims', 'testing'),
  ('premium-estimator', 'policies-and-quotes', 'training'), ('premium-estimator', 'telematics-trips', 'training'),
  ('premium-estimator', 'regional-weather', 'training'), ('churn-predictor', 'policies-and-quotes', 'training'),
  ('document-reader', 'letters-and-invoices', 'fine_tuning'), ('customer-assistant', 'service-conversations', 'fine_tuning'),
  ('customer-assistant', 'policy-wordings', 'fine_tuning'), ('claim-embedder', 'claim-texts', 'training'),
  ('reserve-forecaster', 'claims-history', 'training'), ('reserve-forecaster', 'regional-weather', 'training'),
  ('damage-assessor', 'damage-photographs', 'training'), ('medical-cost-estimator', 'medical-invoices', 'training'),
  ('underwriting-score', 'policies-and-quotes', 'training'), ('underwriting-score', 'medical-invoices', 'training');

create table sample_company.model_data as
select model.id as model_id, made.id as version_id, made.name as dataset, reader.used_for
from sample_company.model_versions as model
join sample_company.dataset_readers as reader on reader.model = model.name
join lateral (
  select * from sample_company.dataset_versions as candidate
  where candidate.name = reader.dataset and candidate.age > model.born + 3
  order by candidate.age limit 1
) as made on true;

-- Features: of what, from which table, and which names of models use them.
create table sample_company.features as
select n, entity, name, kind, source, personal, users, sample_company.pick_id('feature ' || name) as id,
  1 + n % 2 as versions, 330.0 - n * 3 as born
from (values
  (1, 'claim', 'claim_count_12m', 'integer', 'claims', true, 'claims-triage fraud-detector churn-predictor'),
  (2, 'claim', 'days_to_report', 'integer', 'claims', false, 'claims-triage fraud-detector'),
  (3, 'claim', 'estimated_to_insured_ratio', 'number', 'claims', false, 'fraud-detector reserve-forecaster'),
  (4, 'claim', 'parties_known_from_other_claims', 'integer', 'claim_parties', true, 'fraud-detector'),
  (5, 'claim', 'has_photographs', 'boolean', 'claim_photos', false, 'claims-triage'),
  (6, 'claim', 'handler_changes', 'integer', 'claim_notes', false, 'reserve-forecaster'),
  (7, 'claim', 'paid_so_far', 'number', 'claim_payments', false, 'reserve-forecaster'),
  (8, 'policy_holder', 'years_insured', 'number', 'policies', true, 'churn-predictor premium-estimator underwriting-score'),
  (9, 'policy_holder', 'open_complaints', 'integer', 'complaints', true, 'churn-predictor'),
  (10, 'policy_holder', 'late_payments_24m', 'integer', 'premium_invoices', true, 'churn-predictor'),
  (11, 'policy_holder', 'satisfaction_last', 'number', 'satisfaction_surveys', true, 'churn-predictor'),
  (12, 'policy_holder', 'credit_score_band', 'integer', 'credit_checks', true, 'premium-estimator'),
  (13, 'policy_holder', 'age_band', 'integer', 'policy_holders', true, 'premium-estimator underwriting-score'),
  (14, 'vehicle', 'harsh_braking_per_100km', 'number', 'telematics_trips', true, 'premium-estimator'),
  (15, 'vehicle', 'night_share', 'number', 'telematics_trips', true, 'premium-estimator'),
  (16, 'vehicle', 'mileage_band', 'integer', 'insured_vehicles', false, 'premium-estimator'),
  (17, 'building', 'flood_zone_level', 'integer', 'insured_buildings', false, 'premium-estimator reserve-forecaster'),
  (18, 'building', 'building_age', 'integer', 'insured_buildings', false, 'premium-estimator'),
  (19, 'insured_person', 'body_mass_band', 'integer', 'health_questionnaires', true, 'underwriting-score'),
  (20, 'insured_person', 'chronic_condition', 'boolean', 'health_questionnaires', true,
    'underwriting-score medical-cost-estimator'),
  (21, 'insured_person', 'hospital_days_24m', 'integer', 'hospital_stays', true, 'medical-cost-estimator'),
  (22, 'insured_person', 'prescription_cost_12m', 'number', 'prescriptions', true, 'medical-cost-estimator'),
  (23, 'region', 'storm_days_12m', 'integer', 'weather_events', false, 'premium-estimator reserve-forecaster'),
  (24, 'region', 'expected_loss', 'number', 'weather_events', false, 'reserve-forecaster'))
    as feature (n, entity, name, kind, source, personal, users);

-- Four purposes of five thousand people. All in days ago: when it was given or refused, withdrawn, renewed; and for how many
-- days it holds. Many withdrew when the notice changed forty days ago.
create table sample_company.consents as
select
  person,
  purpose,
  data_type,
  sample_company.pick_id('subject ' || person) as subject_key,
  given,
  case when moved < 0.05 then given * sample_company.chance('withdrawn ' || key)
       when moved < 0.085 and given > 48 then 34 + 10 * sample_company.chance('withdrawn ' || key) end as withdrawn,
  case when moved > 0.3 and given > validity then given - validity + 12 * sample_company.chance('renewed ' || key) end as renewed,
  validity,
  sample_company.chance('refused ' || key) < 0.04 as refused
from pg_catalog.generate_series(1, 5000) as person,
  (values ('model training', 'personal', 365), ('driving analysis', 'behavioral', 365),
          ('service analysis', 'analytical', 365), ('marketing', 'behavioral', 730)) as wanted (purpose, data_type, validity),
  lateral (select purpose || ' ' || person as key) as named,
  lateral (select 0.5 + 394 * sample_company.chance('given ' || key) as given, sample_company.chance('moved ' || key) as moved)
    as chosen;
