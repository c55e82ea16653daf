-- The tenant and its sixty people.

insert into governance.tenants (id, name, is_sample, created_at, updated_at)
values (sample_company.tenant(), 'Halvard Mutual Insurance', true, sample_company.ago(900), sample_company.ago(900));

-- Who they are: 4 who administrate, 52 more who work, 2 who wait for approval, 2 who left.
create table sample_company.people as
select
  n,
  sample_company.pick_id('user ' || n) as id,
  sample_company.pick_id('subject of user ' || n) as subject_key,
  first_name,
  last_name,
  pg_catalog.lower(first_name || '.' || last_name) as username,
  (array['Claims', 'Underwriting', 'Data science', 'Data engineering', 'Compliance', 'Customer service', 'Finance', 'IT'])[n % 8
    + 1] as department,
  case when n > 58 then 'disabled' when n > 56 then 'pending_approval' else 'active' end as status,
  850 - n * 13.5 as joined
from pg_catalog.generate_series(1, 60) as n,
  lateral (select
    (array['Aino', 'Birk', 'Celia', 'Dagny', 'Emre', 'Freya', 'Goran', 'Hedda', 'Ivar', 'Jana', 'Kaspar', 'Lumi'])[n % 12 + 1]
      as first_name,
    (array['Testmann', 'Mustersen', 'Eksempel', 'Probst', 'Sampleton', 'Fiktiva', 'Vorlage', 'Placeholm', 'Demozka', 'Nemo',
      'Specimen'])[n % 11 + 1] as last_name) as named;

insert into governance.users (id, tenant_id, subject_key, email, username, phone, role, status, is_verified, tfa_enabled,
  mission_statement, goals, preferences, work_style, productivity_patterns, model_configuration, created_at, updated_at)
select
  id,
  sample_company.tenant(),
  subject_key,
  username || '@halvard.example',
  username,
  '+4930555' || pg_catalog.lpad((1000 + n * 17)::text, 4, '0'),
  case when n <= 4 then 'admin' else 'user' end::governance.userrole,
  status::governance.userstatus,
  status <> 'pending_approval',
  sample_company.chance('tfa ' || n) < 0.7,
  'Sample person of ' || department || '.',
  pg_catalog.jsonb_build_array('Answer within two days', 'Explain every refusal'),
  pg_catalog.jsonb_build_object('language', (array['en', 'de', 'no'])[n % 3 + 1], 'department', department),
  (array['Mornings, alone', 'In short meetings', 'Late, in long stretches'])[n % 3 + 1],
  pg_catalog.jsonb_build_object('best_hour', 8 + n % 9),
  pg_catalog.jsonb_build_object('planner', 'agent-copilot', 'search', 'policy-search'),
  sample_company.ago(joined),
  sample_company.ago(joined * sample_company.chance('changed ' || n))
from sample_company.people;
