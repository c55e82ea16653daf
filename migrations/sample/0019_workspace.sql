-- Prompts, calendars, documents, conversations, tasks, and machines.

insert into governance.system_prompts (id, tenant_id, user_id, prompt_key, category, name, version, prompt_text, variables,
  model_id, is_active, last_used_at, created_at, updated_at)
select sample_company.pick_id('prompt ' || n || nth), sample_company.tenant(), null, key, 'chat', name, nth,
  text || case nth when 2 then ' Name the clause.' else '' end,
  '["date"]', sample_company.pick_id('model ' || model), nth = 2, case nth when 2 then sample_company.ago(0.1 * n) end,
    sample_company.ago(300 - nth * 90), sample_company.ago(300 - nth * 90)
from (values (1, 'claim_summary', 'Summary of a claim', 'Sum up the file in ten sentences.', 'claims-summariser 3'),
  (2, 'web_answer', 'Answer on the web', 'Answer in two sentences.', 'customer-assistant 3'),
  (3, 'draft_reply', 'Draft of a reply', 'Draft a kind and exact reply.', 'customer-assistant 3'),
      (4, 'read_letter', 'Fields of a letter', 'List the fields.', 'document-reader 3')) as prompt (n, key, name, text, model),
  pg_catalog.generate_series(1, 2) as nth;

insert into governance.user_history_summaries (id, tenant_id, user_id, summary_period, period_start, period_end, summary, topics,
  conversation_count, message_count, token_count, model_id, expires_at, created_at, updated_at)
select sample_company.pick_id('summary ' || n || week), sample_company.tenant(), id, 'week', sample_company.ago(week * 7),
  sample_company.ago(week * 7 - 7),
  'Asked about ' || pg_catalog.lower(department) || '.', pg_catalog.jsonb_build_array(pg_catalog.lower(department)), 2 + n % 5,
    14 + n % 30, 6000 + n * 100,
  sample_company.pick_id('model claims-summariser 3'), sample_company.ago(week * 7 - 372), sample_company.ago(week * 7 - 7),
    sample_company.ago(week * 7 - 7)
from sample_company.people, pg_catalog.generate_series(1, 4) as week where n between 5 and 24;

insert into governance.calendars (id, tenant_id, user_id, name, color, time_zone, is_primary, created_at, updated_at)
select sample_company.pick_id('calendar ' || n), sample_company.tenant(), id, 'Work', '#336699', 'Europe/Oslo', true,
  sample_company.ago(joined - 1), sample_company.ago(joined - 1)
from sample_company.people where n <= 20;

insert into governance.events (id, tenant_id, user_id, calendar_id, summary, location, start_time, end_time, attendees, reminders,
  agent_id, created_at, updated_at)
select sample_company.pick_id('event ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who),
  sample_company.pick_id('calendar ' || who),
  (array['Review of models', 'Claims of the week', 'Drift of the detector', 'Audit of consent', 'Talk with the broker'])[n % 5
    + 1], 'Room ' || n % 6,
  sample_company.ago(30 - n * 0.25), sample_company.ago(30 - n * 0.25 - 0.04), '[]', '[10]',
    case when n % 4 = 0 then sample_company.pick_id('agent 1') end, sample_company.ago(40), sample_company.ago(40)
from pg_catalog.generate_series(1, 180) as n, lateral (select 1 + n % 20 as who) as told;

insert into governance.documents (id, tenant_id, user_id, title, media_type, byte_count, content_hash, location, language,
  privacy_level, status, failure, page_count, tags, expires_at, created_at, updated_at)
select sample_company.pick_id('document ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n % 56),
  (array['Handbook of claims', 'Minutes of the board', 'Wording of a policy', 'Letter of a policy holder'])[n % 4 + 1] || ' '
    || n, 'application/pdf', 20000 + n * 997,
  pg_catalog.encode(pg_catalog.sha256(('document ' || n)::bytea), 'hex'), 'file:///documents/' || n || '.pdf', 'en',
    (array['internal', 'confidential', 'internal', 'restricted'])[n % 4 + 1],
  case when n % 29 = 0 then 'failed' else 'ready' end, case when n % 29 = 0 then 'No text was found.' end, 1 + n % 40, '[]',
    sample_company.ago(n * 2 - 1095), sample_company.ago(n * 2), sample_company.ago(n * 2)
from pg_catalog.generate_series(1, 120) as n;

insert into governance.chat_history (id, tenant_id, user_id, conversation_id, position, role, content, agent_id, model_id,
  input_tokens, output_tokens, response_ms, feedback, expires_at, created_at, updated_at)
select sample_company.pick_id('message ' || n || ' ' || place), sample_company.tenant(),
  sample_company.pick_id('user ' || 1 + n % 56), sample_company.pick_id('conversation ' || n), place,
  case place % 2 when 1 then 'user' else 'assistant' end,
  case place % 2 when 1 then (array['How many claims are open?', 'Which clause covers hail?',
    'Draft a reply to this letter.'])[n % 3 + 1] else 'Sample answer ' || n || '.' end,
  case place % 2 when 0 then sample_company.pick_id('agent ' || 1 + n % 10) end,
    case place % 2 when 0 then sample_company.pick_id('model customer-assistant 3') end,
  case place % 2 when 0 then 150 + n end, case place % 2 when 0 then 40 + n % 60 end, case place % 2 when 0 then 700 + n end,
  case when place % 2 = 0 and n % 6 = 0 then case when n % 18 = 0 then 'bad' else 'good' end end, at + interval '1 year', at, at
from pg_catalog.generate_series(1, 200) as n, pg_catalog.generate_series(1, 4) as place,
  lateral (select sample_company.ago(0.2 + n * 0.3 - place * 0.001) as at) as told;

insert into governance.tasks (id, tenant_id, user_id, assignee_id, title, status, priority, category, due_date,
  completion_percentage, started_at, completed_at, agent_id, created_at, updated_at)
select sample_company.pick_id('task ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n % 56),
  sample_company.pick_id('user ' || 1 + n * 3 % 56),
  (array['Check the drift of the detector', 'Name levels of new columns', 'Renew consents that end',
    'Stop the deprecated deployment', 'Write the impact assessment'])[n % 5 + 1],
  status, (array['low', 'medium', 'high', 'urgent'])[n % 4 + 1], 'governance', sample_company.ago(n - 40),
    case status when 'done' then 100 when 'in_progress' then 40 else 0 end,
  case when status <> 'open' then sample_company.ago(n * 0.5 + 3) end,
    case when status = 'done' then sample_company.ago(n * 0.5) end, null, sample_company.ago(n * 0.5 + 5),
    sample_company.ago(n * 0.5)
from pg_catalog.generate_series(1, 90) as n, lateral (select (array['done', 'open', 'in_progress', 'done'])[n % 4 + 1] as status)
  as told;

insert into governance.user_oauth_tokens (id, tenant_id, user_id, service, account, access_token, access_token_key_id, scopes,
  expires_at, last_used_at, created_at, updated_at)
select sample_company.pick_id('oauth ' || n), sample_company.tenant(), id, 'calendar', username || '@halvard.example',
  pg_catalog.sha256(('sample ciphertext of oauth ' || n)::bytea) || pg_catalog.sha256('tag'::bytea),
  'tokens 2026', '["calendar.read"]', sample_company.ago(-0.04), sample_company.ago(0.2), sample_company.ago(90),
    sample_company.ago(0.2)
from sample_company.people where n <= 20;

insert into governance.gpu_resource (id, tenant_id, host, device_index, device_uuid, vendor, model_name, memory_mb,
  memory_used_mb, utilisation_percent, temperature_celsius, power_watts, status, deployment_id, allocated_at, seen_at,
  cost_per_hour, currency, created_at, updated_at)
select sample_company.pick_id('gpu ' || n), sample_company.tenant(), 'node-' || (n + 1) / 2, n % 2, 'GPU-' || n, 'Acme', 'A1',
  81920, n * 9000, 10 + n * 11, 45 + n * 3, 90 + n * 30,
  case n when 4 then 'error' when 6 then 'available' else 'busy' end,
    case when n < 4 then sample_company.pick_id('deployment ' || sample_company.pick_id('model document-reader 3') || 1) end,
  sample_company.ago(20), sample_company.ago(0.01), 2.75, 'USD', sample_company.ago(400), sample_company.ago(0.01)
from pg_catalog.generate_series(1, 6) as n;

insert into governance.agent_configuration (id, tenant_id, agent_id, version, model_id, system_prompt_id, temperature, top_p,
  max_output_tokens, timeout_seconds, max_steps, tools, settings, human_oversight, daily_cost_limit, currency, is_active,
  approved_by, approved_at, created_at, updated_at)
select sample_company.pick_id('configuration ' || agent.id), sample_company.tenant(), agent.id, 1, model.id,
  sample_company.pick_id('prompt 12'), 0.2, 0.9, 2000, 30, 12,
  '["search", "read", "draft"]', '{}', case when model.name in ('fraud-detector', 'claims-triage') then 'approval'
    else 'watching' end, 25, 'USD', true,
  sample_company.pick_id('user 1'), sample_company.ago(100), sample_company.ago(101), sample_company.ago(100)
from governance.ai_agents as agent
join sample_company.model_versions as model on model.name = agent.configuration ->> 'model' and model.stage = 'production'
where agent.tenant_id = sample_company.tenant() and agent.status = 'active';

insert into governance.multi_agent_conversation (id, tenant_id, user_id, task_id, topic, pattern, coordinator_agent_id, status,
  max_turns, turn_count, input_tokens, output_tokens, outcome, started_at, ended_at, expires_at, created_at, updated_at)
select sample_company.pick_id('agents ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n % 56),
  sample_company.pick_id('task ' || n), 'Prepare the task', 'hierarchical',
  sample_company.pick_id('agent 2'), 'completed', 20, 3, 900 + n, 200 + n, 'Prepared.', at, at + interval '2 minutes',
    at + interval '1 year', at, at
from pg_catalog.generate_series(1, 30) as n, lateral (select sample_company.ago(n + 0.4) as at) as told;

insert into governance.multi_agent_conversation_messages (id, tenant_id, user_id, conversation_id, position, sender_agent_id,
  recipient_agent_id, content, created_at)
select sample_company.pick_id('agents ' || n || ' ' || place), sample_company.tenant(),
  sample_company.pick_id('user ' || 1 + n % 56), sample_company.pick_id('agents ' || n), place,
  sample_company.pick_id('agent ' || 1 + place), sample_company.pick_id('agent ' || 2 + place),
    (array['Who knows this file?', 'I do: the reserve is low.', 'Then propose another.'])[place],
  sample_company.ago(n + 0.4 - place * 0.0004)
from pg_catalog.generate_series(1, 30) as n, pg_catalog.generate_series(1, 3) as place;

insert into governance.task_delegation (id, tenant_id, user_id, task_id, conversation_id, delegating_agent_id, receiving_agent_id,
  reason, instructions, status, input, result, delegated_at, due_at, completed_at, created_at, updated_at)
select sample_company.pick_id('delegation ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n % 56),
  sample_company.pick_id('task ' || n), sample_company.pick_id('agents ' || n),
  sample_company.pick_id('agent 2'), sample_company.pick_id('agent 9'), 'Knows reserves.', 'Propose a reserve.', 'completed',
    '{}', '{"proposed": true}', at, at + interval '1 hour', at + interval '2 minutes', at, at
from pg_catalog.generate_series(1, 30) as n, lateral (select sample_company.ago(n + 0.4) as at) as told;
