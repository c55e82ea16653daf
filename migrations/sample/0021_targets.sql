-- What the models should reach: the success metrics that were set for the programme, and stricter ones for some.

-- Ninety-five percent accuracy, 99.9 percent availability, an answer within 100 milliseconds, every requirement met.
insert into governance.metric_targets (id, tenant_id, metric_type, metric_unit, model_id, aggregate, direction, target, threshold,
  window_hours, allowed_share, source, set_by, created_at, updated_at)
select sample_company.pick_id('target ' || n), sample_company.tenant(), kind, unit,
  case when model is not null then sample_company.pick_id('model ' || model) end, aggregate, direction, target, threshold, hours,
  share, source, sample_company.pick_id('user ' || 1 + n % 4), sample_company.ago(set_on), sample_company.ago(set_on)
from (values
  (1, 'accuracy', 'percentage', null, 'mean', 'at_least', 95.0, 93.0, 24, 0.01, 'Success metrics of the programme', 600.0),
  (2, 'availability', 'percentage', null, 'mean', 'at_least', 99.9, 99.5, 24, 0.01, 'Success metrics of the programme', 600.0),
  (3, 'latency', 'milliseconds', null, 'p95', 'at_most', 100.0, 150.0, 24, 0.05, 'Success metrics of the programme', 600.0),
  (4, 'compliance', 'percentage', null, 'last', 'at_least', 100.0, 100.0, 24, 0.0, 'Success metrics of the programme', 600.0),
  (5, 'accuracy', 'percentage', 'fraud-detector 3', 'mean', 'at_least', 97.0, 95.0, 24, 0.01, 'Agreement with the claims board',
    230.0),
  (6, 'latency', 'milliseconds', 'claims-summariser 3', 'p95', 'at_most', 1600.0, 2000.0, 24, 0.05,
    'A person waits for it in a conversation', 380.0),
  (7, 'cost', 'dollars', 'claims-summariser 3', 'sum', 'at_most', 350.0, 500.0, 168, 0.02, 'Budget of the claims department', 200.0),
  (8, 'throughput', 'requests_per_second', 'policy-search 2', 'min', 'at_least', 90.0, 60.0, 24, 0.02,
    'Busy hours of the service centre', 390.0)
) as wanted (n, kind, unit, model, aggregate, direction, target, threshold, hours, share, source, set_on);
