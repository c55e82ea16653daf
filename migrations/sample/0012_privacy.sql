-- A privacy level for four hundred columns, and how some are encrypted.

create table sample_company.levels as
select entry.name as table_name, part[1] as field_name,
  (array['public', 'internal', 'confidential', 'restricted'])[pg_catalog.strpos('picr', part[3])] as level
from sample_company.plan as entry, pg_catalog.string_to_table('id:uuid:i created_at:timestamptz:i ' || entry.columns, ' ')
  as word,
  pg_catalog.string_to_array(word, ':') as part
where part[3] <> '-';

-- Some levels are only suggested so far.
insert into governance.ai_data_privacy (id, tenant_id, schema_name, table_name, field_name, privacy_level, category,
  encryption_required, anonymization_required, retention_period, suggested_by, reason, confirmed_by, confirmed_at, created_at,
  updated_at)
select sample_company.pick_id('level ' || table_name || '.' || field_name), sample_company.tenant(), 'sample_company', table_name,
  field_name, level,
  case when table_name ~ 'medical|prescript|hospital|health' and level = 'restricted' then 'health'
       when field_name ~ 'iban|bic|amount|premium|salary|score|cost' then 'financial'
       when field_name ~ 'email|phone|street|postal' then 'contact'
       when field_name ~ 'name|birth|national' then 'identity'
       when field_name ~ 'latitude|longitude' then 'location' end,
  level = 'restricted', level = 'restricted' or (level = 'confidential' and field_name ~ 'name|email|phone|text|transcript'),
  case when level in ('confidential', 'restricted') and sample_company.chance('kept ' || table_name || field_name) < 0.93
    then case when table_name ~ 'web|portal|chat|telematics|call' then interval '2 years' else interval '10 years' end end,
  case when drawn < 0.45 then 'name rule' end, case when drawn < 0.45 then 'The name ' || field_name || ' is known.' end,
  case when drawn > 0.05 then sample_company.pick_id('user ' || 1 + pg_catalog.length(table_name) % 4) end,
  case when drawn > 0.05 then sample_company.ago(200 + 60 * drawn) end, sample_company.ago(300), sample_company.ago(200)
from sample_company.levels, lateral (select sample_company.chance('level ' || table_name || field_name) as drawn) as chosen;

-- Most of what must be encrypted is; some keys are older than a year.
insert into governance.ai_data_encryption (id, tenant_id, schema_name, table_name, field_name, encryption_key_id,
  encryption_algorithm, key_provider, key_rotated_at, created_at, updated_at)
select sample_company.pick_id('encryption ' || table_name || '.' || field_name), sample_company.tenant(), 'sample_company',
  table_name, field_name,
  'halvard/' || table_name || '/2026', case when drawn < 0.04 then 'AES-128-CBC' else 'AES-256-GCM' end,
    'key management of the company',
  sample_company.ago(30 + 400 * drawn), sample_company.ago(480), sample_company.ago(30 + 400 * drawn)
from sample_company.levels, lateral (select sample_company.chance('encrypted ' || table_name || field_name) as drawn) as chosen
where level = 'restricted' and drawn < 0.86;
