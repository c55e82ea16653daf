-- Drift that was found, one case of it critical and open.

insert into governance.ai_model_drift (id, tenant_id, model_id, deployment_id, drift_type, drift_severity, feature_name,
  drift_metrics, detected_at, resolved_at, resolution_action, resolved_by, created_at, updated_at)
select sample_company.pick_id('drift ' || n), sample_company.tenant(), sample_company.pick_id('model ' || model),
  sample_company.pick_id('deployment ' || sample_company.pick_id('model ' || model) || 1),
  kind, severity, feature, pg_catalog.jsonb_build_object('test', test, 'score', score, 'threshold', threshold, 'rows', 5000,
    'bins', 10),
  sample_company.ago(found), sample_company.ago(solved), action,
    case when solved is not null then sample_company.pick_id('user 11') end,
  sample_company.ago(found), sample_company.ago(coalesce(solved, found))
from (values
  (1, 'fraud-detector 3', 'performance', 'low', null, 'accuracy', 0.966, 0.970, 62.3, 56.1,
    'Watched for a week; labels of new cases were late.'),
  (2, 'fraud-detector 3', 'data', 'medium', 'parties_known_from_other_claims', 'population stability index', 0.21, 0.20, 47.4,
    40.2, 'Feature computed anew after the change of the claims system.'),
  (3, 'fraud-detector 3', 'concept', 'high', null, 'page-hinkley', 61.0, 50.0, 25.2, 19.6,
    'Threshold lowered until version 2.1.0 is tested.'),
  (4, 'fraud-detector 3', 'performance', 'critical', null, 'accuracy', 0.889, 0.950, 5.3, null, null),
  (5, 'churn-predictor 2', 'data', 'medium', 'satisfaction_last', 'population stability index', 0.24, 0.20, 140.5, 121.0,
    'New wording of the survey; feature rescaled.'),
  (6, 'premium-estimator 3', 'data', 'low', 'mileage_band', 'kolmogorov-smirnov', 0.08, 0.07, 96.2, 90.0,
    'Within what the season explains.'),
  (7, 'reserve-forecaster 2', 'performance', 'high', null, 'mean absolute error', 1410.0, 1200.0, 210.8, 188.5,
    'Trained anew with the storms of the winter.'),
  (8, 'claims-triage 4', 'data', 'low', 'days_to_report', 'population stability index', 0.11, 0.10, 33.7, null, null),
  (9, 'medical-cost-estimator 2', 'data', 'medium', 'prescription_cost_12m', 'population stability index', 0.22, 0.20, 17.9, null,
    null),
  (10, 'customer-assistant 3', 'concept', 'medium', null, 'judged answers', 0.91, 0.93, 71.1, 66.0,
    'Prompt corrected for the new tariff.')
) as found (n, model, kind, severity, feature, test, score, threshold, found, solved, action);
