-- What training cost, and what may be spent.

insert into governance.ai_costs (id, tenant_id, training_run_id, model_id, cost_centre, category, provider, period_start,
  period_end, amount, currency, quantity, quantity_unit, source, source_reference, created_at, updated_at)
select sample_company.pick_id('cost ' || run.id), sample_company.tenant(), run.id, run.model_id, 'data science', 'training',
  'local',
  run.started_at, run.finished_at, pg_catalog.round((run.energy_kwh * 2.4)::numeric, 2), 'USD', run.energy_kwh::numeric, 'kWh',
    'measured',
  run.tracker_run_id, run.finished_at, run.finished_at
from governance.model_training_runs as run where run.tenant_id = sample_company.tenant();

insert into governance.ai_budgets (id, tenant_id, name, model_id, cost_centre, period, amount, currency, warn_at, owner_id,
  valid_from, created_at, updated_at)
select sample_company.pick_id('budget ' || name), sample_company.tenant(), name, model_id, centre, 'month', amount, 'USD', 0.8,
  sample_company.pick_id('user 3'), sample_company.ago(365)::date, sample_company.ago(365), sample_company.ago(365)
from (values
  ('Claims', null::uuid, 'claims', 4500), ('Underwriting', null, 'underwriting', 700), ('Service', null, 'service', 2600),
  ('Summaries of claims', sample_company.pick_id('model claims-summariser 3'), null, 1800))
    as budget (name, model_id, centre, amount);
