-- Fifty thousand entries of the access log.

select governance.make_partitions('governance.ai_access_log', sample_company.ago(375)::date, sample_company.ago(0)::date);

-- By day in working hours: agents run models, people read rows and export reports. Every fifth entry uses the data of one person
-- for a purpose; a few of these come after the consent ended.
set local session_replication_role = replica;
insert into governance.ai_access_log (id, tenant_id, user_id, subject_key, actor_role, agent_id, action, resource_type,
  resource_id, resource_name, data_subject_key, purpose, access_details, ip_address, user_agent, accessed_at, recorded_at)
select sample_company.pick_id('access ' || n), sample_company.tenant(),
  case when n % 3 > 0 then sample_company.pick_id('user ' || who) end, sample_company.pick_id('subject of user ' || who),
  case when n % 3 = 0 then 'service' else 'employee' end,
  case when n % 3 = 0 then sample_company.pick_id('agent ' || n % 10 + 1) end,
  case when kind < 2 then 'execute' when kind < 4 then 'read' when is_export then 'export' else 'write' end,
  case when kind = 0 then 'model' when kind = 1 then 'agent' when kind < 4 then 'data' when is_export then 'report'
    else 'workflow' end,
  case
    when kind = 0 then sample_company.pick_id('model ' || models[n / 5 % 5 + 1])
    when kind = 1 then sample_company.pick_id('agent ' || n % 10 + 1)
    when kind = 4 and not is_export then sample_company.pick_id('workflow ' || n % 160 + 1)
  end,
  case
    when kind = 2 then 'sample_company.' || personal_tables[n / 5 % 4 + 1]
    when kind = 3 then 'sample_company.' || other_tables[n / 5 % 6 + 1]
    when is_export then 'monthly report'
  end,
  consent.subject_key, consent.purpose, pg_catalog.jsonb_build_object('rows', 1 + n % 40),
  ('192.0.2.' || 1 + who * 4)::inet, case when n % 3 = 0 then 'agent runner' else 'Mozilla/5.0 (X11; Linux x86_64)' end, at,
    at + interval '1 second'
from pg_catalog.generate_series(1, 50000) as n
cross join (select
  array['claims-triage 4', 'fraud-detector 3', 'claims-summariser 3', 'customer-assistant 3', 'premium-estimator 3'] as models,
  array['claims', 'call_recordings', 'telematics_trips', 'policy_holders'] as personal_tables,
  array['claims', 'policies', 'premium_invoices', 'claim_documents', 'quotes', 'complaints'] as other_tables) as names
cross join lateral (select 5 + (n * 7919) % 50 as who, n % 5 as kind, n % 35 = 4 as is_export) as told
left join sample_company.consents as consent
  on kind = 2 and consent.person = 1 + n / 5 * 2 % 5000 and not consent.refused
  and consent.purpose = (array['model training', 'driving analysis', 'service analysis', 'marketing'])[1 + n / 25 % 4]
cross join lateral (select
  case when consent.person is null then 364.9 * sample_company.chance('day ' || n)
       when consent.withdrawn is null then least(consent.given, 360) * sample_company.chance('day ' || n)
       when sample_company.chance('late ' || n) < 0.04 then consent.withdrawn * sample_company.chance('day ' || n)
       else least(370, consent.given - (consent.given - consent.withdrawn) * sample_company.chance('day ' || n)) end as days)
         as drawn
cross join lateral (select pg_catalog.ceil(days)::int as whole) as rounded
cross join lateral (select extract(isodow from sample_company.ago(whole) at time zone 'UTC')::int as weekday) as week
cross join lateral (select case
  when consent.person is not null then sample_company.ago(days)
  -- Four in five of a weekend's entries belong to a working day.
  else sample_company.ago(whole + case when weekday >= 6 and sample_company.chance('weekend ' || n) < 0.8 then weekday - 5
    + n / 5 % 5
                                       else 0 end)
    + pg_catalog.make_interval(hours => 7, secs => pg_catalog.trunc(39600 * least(1,
      greatest(0, 0.5 + 0.25 * sample_company.noise('hour ' || n)))))
  end as at) as clock;
set local session_replication_role = origin;
