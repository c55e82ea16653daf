-- Who asked for each stage and who approved, aliases, and the history of every version.

insert into governance.ai_registry_settings (tenant_id, four_eyes, changed_by, created_at, updated_at)
values (sample_company.tenant(), true, sample_company.pick_id('user 1'), sample_company.ago(840), sample_company.ago(840));

-- Two days after a version was made somebody asks that it be tested; a day before it goes live, that it may; when another
-- takes its place, that it be retired. asked and decided are days ago; no decision is one that still waits.
create table sample_company.stage_requests as
select
  model.id as model_id, model.name, model.version, model.nth, asking.*,
  sample_company.pick_id('stage request ' || model.id || from_stage || to_stage || asked) as id,
  sample_company.pick_id('user ' || 3 + pg_catalog.length(model.name) * 2) as requester,
  sample_company.pick_id('user ' || case decision when 'withdrawn' then 3 + pg_catalog.length(model.name) * 2
                                       else 1 + (pg_catalog.length(model.name) + nth) % 4 end) as decider
from sample_company.model_versions as model
cross join lateral (
  select 'development', 'testing', 'Trained, and better than the one before on the set that was held back.', born - 2.2,
    'approved', born - 3.1, 'The evaluation is complete.' where model.stage <> 'development'
  union all
  select 'testing', 'production', 'Five days beside the one in production without a worse answer.', live_from + 1.3, 'approved',
    live_from, 'Seen on the cases of a week; the card is up to date.' where live_from is not null
  union all
  select 'production', 'deprecated', 'Version ' || model.nth + 1 || ' in the order of making has taken over.', live_until + 0.8,
    'approved', live_until, 'Nothing calls it any more.' where model.stage = 'deprecated'
  union all
  select 'testing', 'production', 'Faster by a third.', 13.4, 'rejected', 12.2,
    'Letters from abroad go to the wrong line; test it on them first.' where model.name = 'claims-triage' and nth = 5
  union all
  select 'testing', 'production', 'Ready for the new survey.', 30.5, 'withdrawn', 29.8, 'The survey comes later.'
  where model.name = 'churn-predictor' and nth = 3
  union all
  select 'testing', 'production', 'Version 2.0.0 misses more fraud every week; this one was trained on the new patterns.', 1.6,
    null, null, null where model.name = 'fraud-detector' and nth = 4
) as asking (from_stage, to_stage, reason, asked, decision, decided, decision_reason);

insert into governance.ai_model_stage_requests (id, tenant_id, model_id, from_stage, to_stage, reason, requested_by, requested_at,
  decision, decided_by, decided_at, decision_reason, created_at, updated_at)
select id, sample_company.tenant(), model_id, from_stage, to_stage, reason, requester, sample_company.ago(asked), decision,
  case when decision is not null then decider end, sample_company.ago(decided), decision_reason, sample_company.ago(asked),
  sample_company.ago(coalesce(decided, asked))
from sample_company.stage_requests;

-- champion is the one in production, challenger the one that is tested, previous the one before.
insert into governance.ai_model_aliases (id, tenant_id, model_name, alias, model_id, set_by, created_at, updated_at)
select sample_company.pick_id('alias ' || name || alias), sample_company.tenant(), name, alias, id,
  sample_company.pick_id('user ' || 1 + (pg_catalog.length(name) + nth) % 4), sample_company.ago(since), sample_company.ago(since)
from sample_company.model_versions as model
cross join lateral (
  select case when stage = 'production' then 'champion' when stage = 'testing' then 'challenger'
              when nth = live - 1 then 'previous' end as alias,
         case stage when 'testing' then born - 3.1 when 'deprecated' then live_until else live_from end as since) as named
where alias is not null;

-- What the triggers wrote of all this happened today, in an order of its own: the company's history takes its place.
set local session_replication_role = replica;
delete from governance.ai_model_events where tenant_id = sample_company.tenant();
insert into governance.ai_model_events (id, tenant_id, model_id, model_key, model_name, model_version, event_type, actor_id,
  actor_subject_key, actor_role, details, happened_at)
select sample_company.pick_id('event ' || model.id || told.kind || told.at || told.details), sample_company.tenant(), model.id,
  model.id, model.name, model.version, told.kind, person.id, person.subject_key, 'registry_application', told.details, told.at
from sample_company.model_versions as model
cross join lateral (
  select 'registered', sample_company.pick_id('user ' || 3 + pg_catalog.length(model.name) * 2), sample_company.ago(born),
    '{"stage": "development"}'::jsonb
  union all
  select step.kind, step.person, step.at, step.details
  from sample_company.stage_requests as request
  cross join lateral (values
    ('stage_requested', requester, sample_company.ago(asked), pg_catalog.jsonb_build_object('request', request.id,
      'from', from_stage, 'to', to_stage, 'reason', reason, 'four_eyes', null)),
    ('stage_' || decision, decider, sample_company.ago(decided), pg_catalog.jsonb_build_object('request', request.id,
      'from', from_stage, 'to', to_stage, 'reason', decision_reason,
      'four_eyes', case when decision <> 'withdrawn' then true end)),
    (case decision when 'approved' then 'stage_changed' end, decider, sample_company.ago(decided) + interval '1 millisecond',
      pg_catalog.jsonb_build_object('deployment_status', pg_catalog.jsonb_build_object('from', from_stage, 'to', to_stage)))
  ) as step (kind, person, at, details)
  where request.model_id = model.id and step.kind is not null
  union all
  select case when n = 1 then 'alias_set' else 'alias_removed' end,
    sample_company.pick_id('user ' || 1 + (pg_catalog.length(model.name) + model.nth + n - 1) % 4),
    sample_company.ago(case when n = 1 then model.live_from else model.live_until end) + interval '2 milliseconds',
    pg_catalog.jsonb_build_object('alias', 'champion', case when n = 1 then 'from_version' else 'to_version' end, other.version,
      case when n = 1 then 'from_model_id' else 'to_model_id' end, other.id)
  from pg_catalog.generate_series(1, 2) as n
  left join sample_company.model_versions as other on other.name = model.name and other.nth = model.nth + n * 2 - 3
  where model.live_from is not null and (n = 1 or model.stage = 'deprecated')
  union all
  select 'alias_set', alias.set_by, alias.created_at + interval '3 milliseconds',
    pg_catalog.jsonb_build_object('alias', alias.alias, 'from_version', null, 'from_model_id', null)
  from governance.ai_model_aliases as alias where alias.model_id = model.id and alias.alias <> 'champion'
  union all
  select 'deployed', deployment.deployed_by, deployment.deployed_at,
    pg_catalog.jsonb_build_object('deployment', deployment.id, 'state', 'active')
  from governance.ai_model_deployments as deployment where deployment.model_id = model.id
  union all
  select 'deployment_changed', deployment.deployed_by, deployment.last_used_at + interval '4 milliseconds',
    pg_catalog.jsonb_build_object('deployment', deployment.id, 'state', deployment.status,
      'status', pg_catalog.jsonb_build_object('from', 'active', 'to', deployment.status))
  from governance.ai_model_deployments as deployment where deployment.model_id = model.id and deployment.status <> 'active'
  union all
  select step.kind, step.person, step.at, pg_catalog.jsonb_build_object('drift', drift.id, 'type', drift.drift_type,
    'severity', drift.drift_severity, 'feature', drift.feature_name, 'test', drift.test) || step.more
  from governance.ai_model_drift as drift
  cross join lateral (values
    ('drift_found', sample_company.pick_id('user 11'), drift.detected_at, '{}'::jsonb),
    (case when drift.resolved_at is not null then 'drift_resolved' end, drift.resolved_by, drift.resolved_at,
      pg_catalog.jsonb_build_object('action', drift.resolution_action))) as step (kind, person, at, more)
  where drift.model_id = model.id and step.kind is not null
  union all
  select 'changed', sample_company.pick_id('user 1'), sample_company.ago(41.2),
    '{"owner_subject_key": {"from": "erased", "to": null}}' where model.name = 'churn-predictor' and stage = 'production'
) as told (kind, person, at, details)
left join governance.users as person on person.id = told.person;
delete from governance.ai_registry_events where tenant_id = sample_company.tenant();
insert into governance.ai_registry_events (id, tenant_id, four_eyes_before, four_eyes, actor_id, actor_subject_key, actor_role,
  happened_at)
select sample_company.pick_id('registry event 1'), setting.tenant_id, true, setting.four_eyes, person.id, person.subject_key,
  'registry_application', setting.created_at
from governance.ai_registry_settings as setting
join governance.users as person on person.id = setting.changed_by
where setting.tenant_id = sample_company.tenant();
set local session_replication_role = origin;
