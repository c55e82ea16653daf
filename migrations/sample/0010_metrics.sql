-- A year of daily metrics and what each day cost.

select governance.make_partitions('governance.ai_performance_metrics', sample_company.ago(366)::date,
  sample_company.ago(0)::date);

-- How each version that is in use or in testing did on each day. Weekends are quiet and Mondays full. Two stories: the detector
-- of fraud drifts over the last ten weeks; what sums up claims gets dearer over the last four months.
create table sample_company.model_days as
select
  model.id as model_id, model.name, model.version, model.model_type, model.provider, model.stage, age, day,
  least(99.9, accuracy - case when live > nth then (live - nth) * 0.8 else 0 end + 0.35 * sample_company.noise('accuracy ' || key)
    - case when model.name = 'fraud-detector' and stage = 'production' and age < 70 then 9.6 * power((70 - age) / 70.0, 1.4)
      else 0 end) as accuracy,
  milliseconds * (0.92 + 0.12 * load + 0.05 * sample_company.noise('latency ' || key)) as milliseconds,
  per_second * share * load * (1 + 0.06 * sample_company.noise('load ' || key)) as per_second,
  dollars * share * (0.4 + 0.6 * load) * (1 + 0.04 * sample_company.noise('cost ' || key)) * dearer as dollars,
  dearer,
  100 - case when sample_company.chance('outage ' || key) < 0.012 then 0.4 + 2.5 * sample_company.chance('length ' || key)
             when model.name = 'damage-assessor' and stage = 'production' and age <= 2 then 8
             else 0.06 * sample_company.chance('blip ' || key) end as availability
from sample_company.model_versions as model,
  pg_catalog.generate_series(1, 365) as age,
  lateral (select sample_company.ago(age) as day, model.name || ' ' || model.nth || ' ' || age as key,
    case when stage = 'testing' then 0.08 else 1 end as share,
    case when model.name = 'claims-summariser' and age < 120 then 1 + (120 - age) / 120.0 * 1.7 else 1 end as dearer) as told,
  lateral (select (array[1.15, 1.08, 1.02, 1.0, 0.9, 0.5, 0.4])[extract(isodow from day at time zone 'UTC')::int] as load) as week
where (live_from is not null and age <= live_from and age > live_until) or (stage = 'testing' and age <= born - 4);

-- Without triggers, so that what holds them has ids from the seed too.
set local session_replication_role = replica;
insert into governance.ai_performance_metrics (id, tenant_id, model_id, metric_type, metric_value, metric_unit, context,
  recorded_at)
select sample_company.pick_id('metric ' || model_id || measured.kind || age), sample_company.tenant(), model_id, measured.kind,
  pg_catalog.round(measured.value::numeric, measured.digits)::double precision, measured.unit, '{"window": "day"}',
    day + interval '23 hours'
from sample_company.model_days,
  lateral (values
    ('accuracy', accuracy, 'percentage', 3), ('latency', milliseconds, 'milliseconds', 2),
    ('throughput', per_second, 'requests_per_second', 2), ('cost', dollars, 'dollars', 2),
    ('availability', availability, 'percentage', 3)) as measured (kind, value, unit, digits);
insert into governance.ai_metric_subjects (id, tenant_id, subject_type, subject_id)
select sample_company.pick_id('measured ' || measured.id), sample_company.tenant(), measured.kind, measured.id
from (select distinct 'model', model_id from sample_company.model_days
      union all select 'tenant', sample_company.tenant()) as measured (kind, id);
set local session_replication_role = origin;

insert into governance.ai_costs (id, tenant_id, model_id, deployment_id, agent_id, cost_centre, category, provider, period_start,
  period_end, amount, currency, request_count, input_tokens, output_tokens, source, source_reference, created_at, updated_at)
select sample_company.pick_id('cost ' || model_id || age), sample_company.tenant(), model_id,
  deployed.deployment_id, deployed.agent_id,
  case when name ~ 'claim|fraud|damage|reserve' then 'claims' when name ~ 'premium|underwriting|medical' then 'underwriting'
    else 'service' end,
  case when model_type = 'embedding' then 'embedding' else 'inference' end, provider, day, day + interval '1 day',
  pg_catalog.round(dollars::numeric, 2), 'USD', requests,
  case when model_type = 'llm' then (requests * 1800 * dearer)::bigint end, case when model_type = 'llm' then requests * 260 end,
  case when provider in ('openai', 'anthropic') then 'invoice' else 'measured' end,
  name || '/' || version || '/' || pg_catalog.to_char(day at time zone 'UTC', 'YYYY-MM-DD'), day + interval '1 day',
    day + interval '1 day'
from sample_company.model_days
  cross join lateral (select (per_second * 86400 * 0.004)::bigint as requests) as counted
  left join lateral (
    select deployment.id as deployment_id, deployment.agent_id from governance.ai_model_deployments as deployment
    where stage = 'production' and deployment.tenant_id = sample_company.tenant()
      and deployment.id = sample_company.pick_id('deployment ' || model_days.model_id || 1)
  ) as deployed on true;
