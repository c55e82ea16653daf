-- Twenty thousand consents, by what happened to each.

select governance.make_partitions('governance.ai_data_consent_events', sample_company.ago(400)::date,
  sample_company.ago(0)::date);

-- One expiry in three has not been noted yet. In the form in which the triggers of ai_data_consent_events would leave them: they
-- take a third of a millisecond for each
-- event, all together are done here in a tenth of that. check_consent_events finds nothing amiss in the result.
create table sample_company.consent_events (like governance.ai_data_consent_events);
alter table sample_company.consent_events alter column event_hash drop not null;

insert into sample_company.consent_events (id, tenant_id, subject_key, purpose, data_type, sequence_number, event_state,
  event_type, lawful_basis, notice_version, notice_language, jurisdiction, controller, collection_method, expires_at,
  consent_details, evidence_hash, actor, occurred_at, recorded_at)
select sample_company.pick_id('consent event ' || purpose || ' ' || person || ' ' || what), sample_company.tenant(), subject_key,
  purpose,
  data_type, pg_catalog.row_number() over (partition by purpose, person order by days desc), what, 'explicit', 'consent',
  case when days > 180 then '2025-11' else '2026-05' end, (array['no', 'sv', 'da', 'de', 'nl'])[person % 5 + 1],
  (array['NO', 'SE', 'DK', 'DE', 'NL'])[person % 5 + 1], 'Halvard Mutual Insurance',
  (array['web form', 'application form', 'telephone', 'broker'])[person % 4 + 1],
  case when what in ('given', 'renewed') then sample_company.ago(days - validity) end,
  '{}', pg_catalog.encode(pg_catalog.sha256((purpose || person || what)::bytea), 'hex'),
  case what when 'expired' then 'system' else 'subject' end, sample_company.ago(days), sample_company.ago(days)
from sample_company.consents,
  lateral (values
    (case when refused then 'refused' else 'given' end, given),
    ('renewed', case when not refused then renewed end),
    ('expired', case when not refused and renewed is null and withdrawn is null and given > validity and person % 3 > 0 then given
      - validity end),
    ('withdrawn', case when not refused then withdrawn end)) as event (what, days)
where days is not null;

-- Nothing happens to a consent more than three times, so three turns make the chain.
do $do$
begin
  for turn in 1 .. 3 loop
    update sample_company.consent_events as event
    set previous_hash = earlier.event_hash
    from sample_company.consent_events as earlier
    where event.sequence_number = turn and earlier.sequence_number = turn - 1
      and earlier.subject_key = event.subject_key and earlier.purpose = event.purpose;
    update sample_company.consent_events as event
    set event_hash = governance.consent_event_hash(row(event.*)::governance.ai_data_consent_events)
    where sequence_number = turn;
  end loop;
end
$do$;

set local session_replication_role = replica;
insert into governance.ai_data_consent_events select * from sample_company.consent_events order by occurred_at,
  id;  insert into governance.ai_data_consent (id, tenant_id, subject_key, purpose, data_type, state, state_since,
  consent_details, lawful_basis, notice_version, notice_language, jurisdiction, granted_at, expires_at, withdrawn_at, event_count,
  last_event_hash, created_at, updated_at)
select sample_company.pick_id('consent ' || last.purpose || ' ' || last.subject_key), last.tenant_id, last.subject_key,
  last.purpose,
  last.data_type, last.event_state, last.occurred_at, coalesce(giving.consent_details, '{}'), giving.lawful_basis,
    giving.notice_version,
  giving.notice_language, giving.jurisdiction, giving.occurred_at, giving.expires_at,
  case last.event_state when 'withdrawn' then last.occurred_at end, last.sequence_number, last.event_hash, first.recorded_at,
    last.recorded_at
from (select distinct on (subject_key, purpose) * from sample_company.consent_events
      order by subject_key, purpose, sequence_number desc) as last
join sample_company.consent_events as first
  on first.subject_key = last.subject_key and first.purpose = last.purpose and first.sequence_number = 1
left join (select distinct on (subject_key, purpose) * from sample_company.consent_events
  where event_state in ('given', 'renewed')
           order by subject_key, purpose, sequence_number desc) as giving
  on giving.subject_key = last.subject_key and giving.purpose = last.purpose;
set local session_replication_role = origin;

drop table sample_company.consent_events;
