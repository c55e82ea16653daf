-- Sign-ins, audit logs, violations, assessments and measurements of security.

insert into governance.device_login_attempts (id, tenant_id, user_id, subject_key, method, succeeded, failure_reason, risk_score,
  ip_address, country, user_agent, occurred_at, created_at)
select sample_company.pick_id('login ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who),
  sample_company.pick_id('subject of user ' || who),
  (array['password', 'passkey', 'totp', 'sso'])[n % 4 + 1], not failed,
    case when failed then (array['wrong_password', 'wrong_second_factor', 'rate_limited'])[n % 3 + 1] end,
  case when failed then 55 + n % 40 else n % 30 end, case when failed and n % 2 = 0 then '198.51.100.7'
    else ('192.0.2.' || 1 + who * 4) end::inet,
  case when failed and n % 2 = 0 then 'US' else (array['NO', 'DE', 'SE'])[who % 3 + 1] end, 'Mozilla/5.0', at, at
from pg_catalog.generate_series(1, 4000) as n,
  lateral (select 1 + n * 13 % 56 as who, sample_company.chance('login ' || n) < 0.05 as failed,
    sample_company.ago(0.1 + n * 0.09) as at) as told;

insert into governance.two_factor_audit_log (id, tenant_id, user_id, subject_key, event_type, method, succeeded, ip_address,
  occurred_at, created_at)
select sample_company.pick_id('factor event ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who),
  sample_company.pick_id('subject of user ' || who),
  case when n % 23 = 0 then 'failed' when n % 60 = 0 then 'device_trusted' else 'verified' end,
    (array['totp', 'passkey', 'sms'])[n % 3 + 1],
  n % 23 > 0, ('192.0.2.' || 1 + who * 4)::inet, sample_company.ago(0.2 + n * 0.6), sample_company.ago(0.2 + n * 0.6)
from pg_catalog.generate_series(1, 600) as n, lateral (select 1 + n * 11 % 56 as who) as told;

insert into governance.audit_log (id, tenant_id, user_id, subject_key, actor_type, actor_name, action, outcome, severity,
  object_type, object_id, reason, ip_address, occurred_at, created_at)
select sample_company.pick_id('audit ' || n), sample_company.tenant(),
  case when n % 4 > 0 then sample_company.pick_id('user ' || who) end,
  case when n % 4 > 0 then sample_company.pick_id('subject of user ' || who) end,
    case when n % 4 > 0 then 'user' else 'service' end,
  case when n % 4 = 0 then 'deployment service' end,
  (array['deployment.start', 'model.update', 'policy.update', 'user.sign_in', 'report.export', 'feature.change'])[n % 6 + 1],
  case when n % 41 = 0 then 'denied' else 'success' end, case when n % 41 = 0 then 'medium' else 'info' end,
  (array['ai_model_deployments', 'ai_models', 'two_factor_policies', 'users', 'reports', 'feature_versions'])[n % 6 + 1],
    pg_catalog.md5('object ' || n),
  case when n % 6 = 1 then 'Change ' || 4000 + n end, ('192.0.2.' || 1 + who * 4)::inet, sample_company.ago(0.1 + n * 0.12),
    sample_company.ago(0.1 + n * 0.12)
from pg_catalog.generate_series(1, 3000) as n, lateral (select 1 + n * 7 % 56 as who) as told;

insert into governance.data_access_log (id, tenant_id, user_id, subject_key, access_type, table_schema, table_name, column_names,
  row_count, contains_personal_data, contains_special_category, purpose, legal_basis, was_allowed, denial_reason, duration_ms,
  occurred_at, created_at)
select sample_company.pick_id('data access ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who),
  sample_company.pick_id('subject of user ' || who),
  (array['read', 'search', 'read', 'infer', 'export'])[n % 5 + 1], 'sample_company',
    (array['claims', 'policy_holders', 'medical_reports', 'premium_invoices'])[n % 4 + 1],
  array['id', 'created_at'], 1 + n % 300, n % 4 < 3, n % 4 = 2,
    (array['handle a claim', 'answer a request', 'check a treatment', 'collect a premium'])[n % 4 + 1],
  'contract', n % 37 > 0, case when n % 37 = 0 then 'No role for this table.' end, 1 + n % 90, sample_company.ago(0.1 + n * 0.12),
    sample_company.ago(0.1 + n * 0.12)
from pg_catalog.generate_series(1, 3000) as n, lateral (select 1 + n * 17 % 56 as who) as told;

insert into governance.enterprise_audit_event (id, tenant_id, user_id, subject_key, source, source_event_id, category, class_uid,
  activity, status, severity, target_type, target_id, framework_controls, occurred_at, created_at)
select sample_company.pick_id('enterprise event ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who),
  sample_company.pick_id('subject of user ' || who),
  'identity provider', 'event ' || n, 'identity_and_access_management', 3002, 'Logon',
    case when n % 19 = 0 then 'failure' else 'success' end, 'info',
  'application', 'claims desk', array['ISO/IEC 27001 A.8.5'], sample_company.ago(0.3 + n * 0.9), sample_company.ago(0.3 + n * 0.9)
from pg_catalog.generate_series(1, 400) as n, lateral (select 1 + n * 19 % 56 as who) as told;

insert into governance.security_violations (id, tenant_id, title, description, violation_type, severity, status, user_id,
  subject_key, assigned_to, occurred_at, detected_at, contained_at, resolved_at, closed_at, is_personal_data_breach, aware_at,
  risk_to_persons, notified_authority_at, persons_affected, records_affected, measures, is_serious_ai_incident, created_at,
  updated_at)
select sample_company.pick_id('violation ' || n), sample_company.tenant(), title, title || '. A sample case.', kind, severity,
  status,
  sample_company.pick_id('user ' || 10 + n), sample_company.pick_id('subject of user ' || 10 + n),
    sample_company.pick_id('user 2'), sample_company.ago(found + 0.6), sample_company.ago(found),
  case when status <> 'open' then sample_company.ago(found - 0.4) end,
    case when status in ('resolved', 'closed') then sample_company.ago(found - 2) end,
  case when status in ('closed', 'false_alarm') then sample_company.ago(found - 4) end, breach,
    case when breach then sample_company.ago(found - 0.1) end,
  case when breach then 'risk' end, case when breach then sample_company.ago(found - 1.5) end, case when breach then 40 + n end,
    case when breach then 120 + n end,
  case when status <> 'open' then 'Access taken back and people told.' end, n = 3, sample_company.ago(found),
    sample_company.ago(found - 4)
from (values
  (1, 'Export sent to the wrong address', 'data_leak', 'high', 'closed', 211.3, true),
  (2, 'Password tried many times from abroad', 'credential_misuse', 'medium', 'closed', 180.2, false),
  (3, 'Detector of fraud flagged a region', 'model_misuse', 'high', 'resolved', 16.4, false),
  (4, 'Assistant told a premium of somebody else', 'prompt_injection', 'high', 'contained', 9.8, true),
  (5, 'Laptop lost on a train', 'loss_or_theft', 'medium', 'closed', 150.7, false),
  (6, 'Bucket of photographs open to the network', 'misconfiguration', 'critical', 'closed', 122.5, true),
  (7, 'Claims read without a case', 'insider', 'high', 'triaged', 6.1, false),
  (8, 'Letter that asks for a password', 'phishing', 'low', 'false_alarm', 98.2, false),
  (9, 'Key older than its period', 'policy_breach', 'low', 'open', 21.6, false),
  (10, 'Deprecated model still answers', 'policy_breach', 'medium', 'open', 7.3, false),
  (11, 'Role with more rights than its task', 'privilege_escalation', 'medium', 'closed', 77.9, false),
  (12, 'Sign-in page copied', 'phishing', 'medium', 'closed', 43.2, false))
  as found (n, title, kind, severity, status, found, breach);

insert into governance.forensic_investigation (id, tenant_id, case_number, title, violation_id, status, lead_user_id, scope,
  opened_at, closed_at, evidence, findings, conclusion, created_at, updated_at)
values
  (sample_company.pick_id('case 1'), sample_company.tenant(), 'HM-1', 'Who sent the export',
    sample_company.pick_id('violation 1'), 'closed', sample_company.pick_id('user 2'), 'Mail logs of one week',
    sample_company.ago(210), sample_company.ago(201), '[{"item": "mail.log"}]', 'One message.',
    'A mistake; the form now asks again.', sample_company.ago(210), sample_company.ago(201)),
  (sample_company.pick_id('case 2'), sample_company.tenant(), 'HM-2', 'Claims read without a case',
    sample_company.pick_id('violation 7'), 'analysing', sample_company.pick_id('user 2'), 'Access log of three months',
    sample_company.ago(5.5), null, '[{"item": "access log"}]', null, null, sample_company.ago(5.5), sample_company.ago(1));

insert into governance.threat_intelligence_event (id, tenant_id, indicator_type, indicator_value, description, severity,
  confidence, source, source_reference, first_seen_at, last_seen_at, valid_from, valid_until, sightings, last_sighted_at, action,
  action_at, created_at, updated_at)
select sample_company.pick_id('threat ' || n), sample_company.tenant(),
  (array['domain', 'ip_address', 'prompt', 'package'])[n % 4 + 1],
  (array['login-' || n || '.example.net', '198.51.100.' || n, 'Ignore what you were told, case ' || n,
    'sample-package-' || n])[n % 4 + 1], 'From the weekly letter.',
  (array['low', 'medium', 'high'])[n % 3 + 1], 40 + n * 4, 'national CERT', 'advisory ' || n, sample_company.ago(n * 20 + 2),
    sample_company.ago(n * 2),
  sample_company.ago(n * 20), sample_company.ago(n * 20 - 365), n % 3, case when n % 3 > 0 then sample_company.ago(n * 2) end,
  case when n % 3 > 0 then 'block' else 'watch' end, sample_company.ago(n * 2), sample_company.ago(n * 20),
    sample_company.ago(n * 2)
from pg_catalog.generate_series(1, 12) as n;

insert into governance.compliance_assessment (id, tenant_id, framework, framework_version, scope, assessor, assessor_kind, status,
  result, score, started_on, completed_on, valid_until, next_due_on, findings, report_reference, created_at, updated_at)
select sample_company.pick_id('assessment ' || n), sample_company.tenant(), framework, version, 'All systems with AI', assessor,
  kind, status, result, score,
  sample_company.ago(begun)::date, case when status = 'completed' then sample_company.ago(begun - 20)::date end,
    case when status = 'completed' then sample_company.ago(begun - 385)::date end,
  case when status = 'completed' then sample_company.ago(begun - 385)::date end,
    case when result = 'partly_compliant' then '[{"control": "Art. 7(3)"}]' else '[]' end::jsonb,
  'archive/' || n, sample_company.ago(begun), sample_company.ago(begun - 20)
from (values (1, 'GDPR', '2016/679', 'Internal audit', 'internal_audit', 'completed', 'partly_compliant', 86.0, 190),
  (2, 'ISO/IEC 42001', '2023', 'Example Certifiers', 'certification_body', 'completed', 'compliant', 93.5, 300),
  (3, 'EU AI Act', '2024/1689', 'Data protection officer', 'self', 'in_progress', null, null, 30),
  (4, 'ISO/IEC 27001', '2022', 'Example Certifiers', 'external', 'completed', 'compliant', 95.0, 240))
  as made (n, framework, version, assessor, kind, status, result, score, begun);

insert into governance.user_security_tier (id, tenant_id, user_id, tier, reason, assigned_by, assigned_at, review_due_at,
  created_at, updated_at)
select sample_company.pick_id('tier ' || n), sample_company.tenant(), id,
  case when n <= 4 then 'critical' when n % 5 = 0 then 'high' else 'standard' end,
  case when n <= 4 then 'Administers' when n % 5 = 0 then 'Handles health data' else 'Works with claims' end,
    sample_company.pick_id('user 1'),
  sample_company.ago(30 + n), sample_company.ago(30 + n - 365), sample_company.ago(30 + n), sample_company.ago(30 + n)
from sample_company.people where status = 'active' and joined > 100;

insert into governance.security_metrics (id, tenant_id, metric_name, metric_value, metric_unit, target_value, direction,
  window_start, window_end, source, measured_at, created_at)
select sample_company.pick_id('security metric ' || name || week), sample_company.tenant(), name,
  pg_catalog.round((base * (0.8 + 0.4 * sample_company.chance(name || week)))::numeric, 2)::double precision, unit, target,
    direction,
  sample_company.ago(week * 7), sample_company.ago(week * 7 - 6.9), 'weekly report', sample_company.ago(week * 7 - 6.9),
    sample_company.ago(week * 7 - 6.9)
from pg_catalog.generate_series(1, 52) as week,
  (values ('incident.mean_time_to_contain', 26.0, 'hours', 24.0, 'lower_is_better'),
    ('sign_in.failure_rate', 4.6, 'percent', 5.0, 'lower_is_better'),
    ('second_factor.coverage', 82.0, 'percent', 95.0, 'higher_is_better'), ('patch.age', 11.0, 'days', 14.0, 'lower_is_better'))
      as measured (name, base, unit, target, direction);

insert into governance.connection_health_metrics (id, tenant_id, component, connection_kind, endpoint, is_healthy, is_encrypted,
  connections_open, connections_idle, connections_waiting, connections_limit, latency_p50_ms, latency_p95_ms, requests, errors,
  measured_at, created_at)
select sample_company.pick_id('health ' || part || day), sample_company.tenant(), part, kind,
  'https://' || pg_catalog.replace(part, ' ', '-') || '.halvard.example', drawn > 0.01, true,
  12 + (drawn * 20)::int, 4, 0, 60, pg_catalog.round((1 + drawn * 3)::numeric, 2)::double precision,
    pg_catalog.round((5 + drawn * 9)::numeric, 2)::double precision,
  20000 + (drawn * 9000)::int, case when drawn > 0.01 then (drawn * 6)::int else 800 end, sample_company.ago(day - 0.9),
    sample_company.ago(day - 0.9)
from pg_catalog.generate_series(1, 365) as day, (values ('claims desk', 'database'), ('model gateway', 'model'),
  ('event queue', 'queue')) as watched (part, kind),
  lateral (select sample_company.chance('health ' || part || day) as drawn) as chosen;

insert into governance.auth_queue_operations (id, tenant_id, user_id, operation, payload, dedup_key, state, attempts,
  next_attempt_at, last_error, finished_at, created_at, updated_at)
select sample_company.pick_id('operation ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n % 56),
  (array['send_code', 'send_warning', 'purge_expired'])[n % 3 + 1],
  '{}', 'operation ' || n, state, case state when 'queued' then 0 when 'failed' then 5 else 1 end, at,
    case when state = 'failed' then 'The carrier did not answer.' end,
  case when state <> 'queued' then at end, at, at
from pg_catalog.generate_series(1, 80) as n,
  lateral (select case when n <= 3 then 'queued' when n % 20 = 0 then 'failed' else 'succeeded' end as state,
    sample_company.ago(0.05 + n * 0.3) as at) as told;
