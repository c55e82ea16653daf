-- What was compared, the drift that was found, one case of it critical and open, and what was done about it.

create table sample_company.drift_found as
select found.*, sample_company.pick_id('model ' || model) as model_id, pg_catalog.split_part(model, ' ', 1) as name,
  sample_company.pick_id('drift run ' || n) as run_id
from (values
  (1, 'fraud-detector 3', 'performance', 'low', null, 'accuracy', 0.966, 0.970, 62.3, 56.1,
    'Watched for a week; labels of new cases were late.'),
  (2, 'fraud-detector 3', 'data', 'medium', 'parties_known_from_other_claims', 'psi', 0.21, 0.20, 47.4,
    40.2, 'Feature computed anew after the change of the claims system.'),
  (3, 'fraud-detector 3', 'concept', 'high', null, 'page-hinkley', 61.0, 50.0, 25.2, 19.6,
    'Threshold lowered until version 2.1.0 is tested.'),
  (4, 'fraud-detector 3', 'performance', 'critical', null, 'accuracy', 0.889, 0.950, 5.3, null, null),
  (5, 'churn-predictor 2', 'data', 'medium', 'satisfaction_last', 'psi', 0.24, 0.20, 140.5, 121.0,
    'New wording of the survey; feature rescaled.'),
  (6, 'premium-estimator 3', 'data', 'low', 'mileage_band', 'wasserstein', 0.12, 0.10, 96.2, 90.0,
    'Within what the season explains.'),
  (7, 'reserve-forecaster 2', 'performance', 'high', null, 'mean absolute error', 1410.0, 1200.0, 210.8, 188.5,
    'Trained anew with the storms of the winter.'),
  (8, 'claims-triage 4', 'data', 'low', 'days_to_report', 'psi', 0.11, 0.10, 33.7, null, null),
  (9, 'medical-cost-estimator 2', 'data', 'medium', 'prescription_cost_12m', 'psi', 0.22, 0.20, 17.9, null,
    null),
  (10, 'customer-assistant 3', 'concept', 'medium', null, 'judged answers', 0.91, 0.93, 71.1, 66.0,
    'Prompt corrected for the new tariff.')
) as found (n, model, kind, severity, feature, test, score, threshold, found, solved, action);

-- Each case comes out of a comparison of the week before with the month before that; and at the first of each month every
-- version in production that has features of its own was looked at, with nothing found.
create table sample_company.drift_runs as
select run_id as id, model_id, name, kind, found as ago, severity, feature, test, score, threshold, 11 + n as seed
from sample_company.drift_found
union all
select sample_company.pick_id('drift run ' || model.id || month), model.id, model.name, 'data', month * 30.4, null, null, null, null,
  null, 100 + month
from sample_company.model_versions as model, pg_catalog.generate_series(1, 5) as month
where model.stage = 'production' and month * 30.4 + 45 < model.live_from
  and exists (select from sample_company.features as feature where model.name = any (pg_catalog.string_to_array(feature.users, ' ')));

-- Ten bins of each feature; what drifts has moved up by as much as its score says.
create table sample_company.drift_columns as
select run.id as run_id, feature.n as position, feature.name = run.feature as drifted, pg_catalog.jsonb_build_object(
  'name', feature.name, 'kind', 'numeric', 'test', told.test, 'measure', 'distance', 'score', told.score, 'statistic', null,
  'threshold', told.threshold, 'drifted', feature.name is not distinct from run.feature,
  'severity', case when feature.name = run.feature then run.severity end,
  'referenceRows', 5000, 'currentRows', 5000, 'referenceMissing', 0, 'currentMissing', 0, 'means', null,
  'bins', pg_catalog.jsonb_build_object('kind', 'sturges',
    'edges', (select pg_catalog.jsonb_agg(edge) from pg_catalog.generate_series(0, 10) as edge), 'keys', '[]'::jsonb,
    'reference', bins.reference, 'current', bins.current),
  'notes', '[]'::jsonb) as result
from sample_company.drift_runs as run
join sample_company.features as feature on run.name = any (pg_catalog.string_to_array(feature.users, ' '))
cross join lateral (select
  case when feature.name = run.feature then run.test else 'psi' end as test,
  case when feature.name = run.feature then run.score
       else pg_catalog.round((0.01 + 0.05 * sample_company.chance('score ' || run.id || feature.name))::numeric, 4) end as score,
  case when feature.name = run.feature then run.threshold else 0.1 end as threshold) as told
cross join lateral (
  select pg_catalog.jsonb_agg(weight order by bin) as reference, pg_catalog.jsonb_agg(moved order by bin) as current
  from pg_catalog.generate_series(0, 9) as bin,
    lateral (select (array[120, 370, 690, 880, 910, 780, 560, 370, 210, 110])[bin + 1] as weight,
                    (array[120, 370, 690, 880, 910, 780, 560, 370, 210, 110])[bin] as before) as counts,
    lateral (select pg_catalog.round(weight + (coalesce(before, 0) - weight) * least(0.9, told.score * 2))::int as moved) as shifted
  ) as bins
where run.kind = 'data';

insert into governance.ai_drift_runs (id, tenant_id, model_id, deployment_id, drift_type, reference_source, reference_from,
  reference_to, reference_rows, current_source, current_from, current_to, current_rows, method, sample_rows, sample_seed,
  compared_columns, drifted_columns, drift_severity, report, started_at, finished_at, run_by)
select run.id, sample_company.tenant(), run.model_id, sample_company.pick_id('deployment ' || run.model_id || 1), run.kind,
  'requests of ' || run.name, sample_company.ago(run.ago + 38), sample_company.ago(run.ago + 8), 5000, 'requests of ' || run.name,
  sample_company.ago(run.ago + 8), sample_company.ago(run.ago + 1), 5000, 'sample', 5000, run.seed,
  greatest(1, columns.compared), columns.drifted, case when columns.drifted > 0 then run.severity end,
  pg_catalog.jsonb_build_object('schema', 'provost.drift/1', 'sources', pg_catalog.jsonb_build_object(
      'reference', side.read, 'current', side.read),
    'columns', columns.results, 'notCompared', '[]'::jsonb,
    'driftedShare', pg_catalog.round(columns.drifted::numeric / greatest(1, columns.compared), 4), 'drifted', false),
  sample_company.ago(run.ago) - interval '9 seconds', sample_company.ago(run.ago) - interval '2 seconds',
  sample_company.pick_id('user 11')
from sample_company.drift_runs as run
cross join lateral (
  select pg_catalog.count(*)::int as compared,
    greatest(pg_catalog.count(*) filter (where part.drifted), case when run.severity is not null then 1 else 0 end)::int as drifted,
    coalesce(pg_catalog.jsonb_agg(part.result order by part.position), '[]') as results
  from sample_company.drift_columns as part where part.run_id = run.id) as columns
cross join lateral (select pg_catalog.jsonb_build_object('name', 'requests of ' || run.name, 'rows', 240000,
  'sample', pg_catalog.jsonb_build_object('method', 'reservoir', 'seed', run.seed, 'rows', 5000)) as read) as side;

insert into governance.ai_model_drift (id, tenant_id, model_id, deployment_id, run_id, drift_type, drift_severity, feature_name, test,
  score, threshold, drift_metrics, detected_at, resolved_at, resolution_action, resolved_by, created_at, updated_at)
select sample_company.pick_id('drift ' || n), sample_company.tenant(), found.model_id,
  sample_company.pick_id('deployment ' || found.model_id || 1), run_id, kind, severity, feature, test, score, threshold,
  coalesce((select part.result from sample_company.drift_columns as part where part.run_id = found.run_id and part.drifted),
    '{"referenceRows": 5000, "currentRows": 5000}'),
  sample_company.ago(found), sample_company.ago(solved), action,
  case when solved is not null then sample_company.pick_id('user 11') end,
  sample_company.ago(found), sample_company.ago(coalesce(solved, found))
from sample_company.drift_found as found;
