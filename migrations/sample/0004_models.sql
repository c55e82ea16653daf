-- Agents, models with their versions and stages, deployments.

insert into governance.ai_agents (id, tenant_id, user_id, name, description, agent_type, status, capabilities, configuration,
  created_at, updated_at)
select sample_company.pick_id('agent ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 5 + n * 4), name, says,
  kind,
  case n when 11 then 'inactive' when 12 then 'retired' else 'active' end,
  pg_catalog.jsonb_build_object('tools', pg_catalog.jsonb_build_array('search', 'read', 'draft')),
  pg_catalog.jsonb_build_object('temperature', 0.2, 'model', model), sample_company.ago(420 - n * 27),
    sample_company.ago(60 - n * 4)
from (values
  (1, 'Claims intake', 'Takes in new claims and asks for what is missing.', 'assistant', 'claims-triage'),
  (2, 'Claims file', 'Sums up files for handlers.', 'summariser', 'claims-summariser'),
  (3, 'Fraud desk', 'Collects what speaks for and against a suspicion.', 'researcher', 'fraud-detector'),
  (4, 'Web assistant', 'Answers policy holders on the web.', 'assistant', 'customer-assistant'),
  (5, 'Service co-pilot', 'Drafts replies for the service centre.', 'assistant', 'agent-copilot'),
  (6, 'Document desk', 'Reads letters and files them.', 'reader', 'document-reader'),
  (7, 'Clause finder', 'Finds the clauses that answer a question.', 'researcher', 'policy-search'),
  (8, 'Quote desk', 'Estimates premiums for brokers.', 'assistant', 'premium-estimator'),
  (9, 'Reserve planner', 'Proposes reserves for open claims.', 'planner', 'reserve-forecaster'),
  (10, 'Damage desk', 'Grades photographs of damage.', 'reader', 'damage-assessor'),
  (11, 'Retention desk', 'Lists policy holders who may leave.', 'planner', 'churn-predictor'),
  (12, 'Old intake', 'The first intake agent.', 'assistant', 'claims-triage')) as agent (n, name, says, kind, model);

insert into governance.ai_models (id, tenant_id, name, version, description, model_type, provider, model_id, owner_id, risk_class,
  intended_use, limitations, licence, capabilities, performance_metrics, tags, training_data_hash, deployment_status, created_at,
  updated_at)
select model.id, sample_company.tenant(), model.name, model.version, purpose, model_type, provider,
  provider_id || ':' || model.version,
  case when model.name <> 'churn-predictor' or stage <> 'production' then sample_company.pick_id('user ' || 3
    + pg_catalog.length(model.name) * 2) end,
  case when model.name in ('underwriting-score', 'medical-cost-estimator') then 'high'
       when model.name in ('customer-assistant', 'agent-copilot') then 'limited'
       when stage <> 'development' then 'minimal' end,
  purpose, case when nth > 1 then 'Not for people under 18. Weak on losses abroad.' end,
  case when provider in ('custom', 'local') then 'Apache-2.0' end,
  case when model_type = 'llm' then '{"context_tokens": 128000, "languages": ["en", "de", "no"]}'
       when model_type = 'embedding' then '{"dimensions": 384}' else '{}' end::jsonb,
  pg_catalog.jsonb_build_object('accuracy', pg_catalog.round(((accuracy - (live - nth) * 0.8) / 100)::numeric, 4), 'latency_ms',
    milliseconds),
  pg_catalog.jsonb_build_object('team', case when nth % 2 = 0 then 'data science' else 'claims' end),
  used.hash, stage, sample_company.ago(born),
  sample_company.ago(case when stage = 'deprecated' then live_until else born * 0.8 end)
from sample_company.model_versions as model
left join lateral (
  select pg_catalog.encode(pg_catalog.sha256(version_id::text::bytea), 'hex') as hash
  from sample_company.model_data where model_id = model.id and used_for <> 'testing' order by dataset limit 1) as used on true;

-- In production twice (two sites), in testing once; what was replaced is switched off, but for one that was forgotten.
insert into governance.ai_model_deployments (id, tenant_id, model_id, agent_id, deployed_by, deployment_config,
  performance_metrics, status, error_message, deployed_at, last_used_at, created_at, updated_at)
select sample_company.pick_id('deployment ' || model.id || site), sample_company.tenant(), model.id,
  case when stage = 'production' and site = 1 then
    (select id from governance.ai_agents where tenant_id = sample_company.tenant() and configuration ->> 'model' = model.name
      and status = 'active') end,
  sample_company.pick_id('user ' || 6 + site * 7),
  pg_catalog.jsonb_build_object('environment', case when stage = 'testing' then 'testing' else 'production' end,
    'site', (array['oslo', 'hamburg'])[site], 'replicas', 3 - site),
  pg_catalog.jsonb_build_object('latency_ms', pg_catalog.round((milliseconds * (0.9
    + sample_company.chance('site ' || model.id || site) / 5))::numeric, 1)),
  state, case when state = 'error' then problem end,
  sample_company.ago(deployed), sample_company.ago(last_used), sample_company.ago(deployed), sample_company.ago(last_used)
from sample_company.model_versions as model, pg_catalog.generate_series(1, 2) as site,
  lateral (select
    case when stage = 'deprecated' and not (model.name = 'customer-assistant' and nth = 2 and site = 2) then 'inactive'
         when model.name = 'damage-assessor' and site = 2 then 'error'
         when model.name = 'reserve-forecaster' and stage = 'testing' then 'error'
         else 'active' end as state,
    case when model.name = 'damage-assessor' then 'Out of memory while loading the weights; restarted four times.'
         else 'The feature claim_count_12m is missing in the request.' end as problem,
    coalesce(live_from, born - 4) - site as deployed) as told,
  lateral (select case told.state when 'inactive' then live_until + 0.2 when 'error' then 2.4 else 0.02 + site / 20.0 end
    as last_used) as use
where stage = 'production' or (site = 1 and stage = 'testing')
  or (stage = 'deprecated' and (site = 1 or (model.name = 'customer-assistant' and nth = 2)));
