-- Incidents with the deadlines of the law, and investigations with their chain of custody.

create table governance.security_violations (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  title text not null,
  description text not null,
  violation_type text not null,
  severity text not null,
  status text not null default 'open',
  user_id uuid,
  subject_key uuid,
  assigned_to uuid,
  occurred_at timestamptz,
  detected_at timestamptz not null default pg_catalog.now(),
  contained_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  is_personal_data_breach boolean not null default false,
  aware_at timestamptz,
  authority_due_at timestamptz
    generated always as ((aware_at at time zone 'UTC' + interval '72 hours') at time zone 'UTC') stored,
  risk_to_persons text,
  notified_authority_at timestamptz,
  delay_reason text,
  notified_persons_at timestamptz,
  persons_affected bigint,
  records_affected bigint,
  consequences text,
  measures text,
  is_serious_ai_incident boolean not null default false,
  market_authority_due_at timestamptz
    generated always as (case when is_serious_ai_incident then (detected_at at time zone 'UTC' + interval '15 days') at time zone 'UTC' end) stored,
  notified_market_authority_at timestamptz,
  evidence jsonb not null default '[]',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint security_violations_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint security_violations_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint security_violations_assignee_fk foreign key (tenant_id, assigned_to) references governance.users (tenant_id, id)
    on delete set null (assigned_to),
  constraint security_violations_tenant_id_unique unique (tenant_id, id),
  constraint security_violations_title_not_blank check (pg_catalog.btrim(title) <> '' and pg_catalog.length(title) <= 300),
  constraint security_violations_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint security_violations_violation_type_known check (
    violation_type in ('unauthorised_access', 'privilege_escalation', 'data_exfiltration', 'data_leak',
    'credential_misuse', 'malware', 'phishing', 'denial_of_service', 'insider', 'misconfiguration',
    'policy_breach', 'prompt_injection', 'model_misuse', 'loss_or_theft', 'other')),
  constraint security_violations_severity_known check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  constraint security_violations_status_known check (
    status in ('open', 'triaged', 'contained', 'resolved', 'closed', 'false_alarm')),
  constraint security_violations_occurred_before_detection check (occurred_at <= detected_at),
  constraint security_violations_contained_after_detection check (contained_at >= detected_at),
  constraint security_violations_resolved_after_detection check (resolved_at >= detected_at),
  constraint security_violations_closed_after_detection check (closed_at >= detected_at),
  constraint security_violations_closed_has_time check ((status in ('closed', 'false_alarm')) = (closed_at is not null)),
  constraint security_violations_status_has_time check (
    (status <> 'contained' or contained_at is not null) and (status <> 'resolved' or resolved_at is not null)),
  constraint security_violations_breach_has_awareness check (is_personal_data_breach = (aware_at is not null)),
  constraint security_violations_aware_after_detection check (aware_at >= detected_at),
  constraint security_violations_risk_to_persons_known check (risk_to_persons in ('unlikely', 'risk', 'high')),
  constraint security_violations_breach_has_risk check (not is_personal_data_breach or risk_to_persons is not null),
  constraint security_violations_authority_after_awareness check (notified_authority_at >= aware_at),
  constraint security_violations_delay_has_reason check (
    notified_authority_at <= (aware_at at time zone 'UTC' + interval '72 hours') at time zone 'UTC' or delay_reason
    is not null),
  constraint security_violations_delay_reason_not_blank check (pg_catalog.btrim(delay_reason) <> ''),
  constraint security_violations_persons_after_awareness check (notified_persons_at >= aware_at),
  constraint security_violations_market_authority_is_due check (
    notified_market_authority_at is null or is_serious_ai_incident),
  constraint security_violations_persons_affected_not_negative check (persons_affected >= 0),
  constraint security_violations_records_affected_not_negative check (records_affected >= 0),
  constraint security_violations_consequences_not_blank check (pg_catalog.btrim(consequences) <> ''),
  constraint security_violations_measures_not_blank check (pg_catalog.btrim(measures) <> ''),
  constraint security_violations_evidence_is_list check (pg_catalog.jsonb_typeof(evidence) = 'array'),
  constraint security_violations_user_has_subject_key check (user_id is null or subject_key is not null)
);
create index security_violations_user on governance.security_violations (tenant_id, user_id);
create index security_violations_assigned_to on governance.security_violations (tenant_id, assigned_to);
create index security_violations_open on governance.security_violations (tenant_id, severity, detected_at)
  where closed_at is null;
create index security_violations_detected_at on governance.security_violations (tenant_id, detected_at);
create index security_violations_authority_due on governance.security_violations (authority_due_at)
  where notified_authority_at is null and authority_due_at is not null;

comment on table governance.security_violations is
  'Incidents from detection to closing, with the deadlines that the law counts from when somebody became aware. Administrators and auditors see them.';
comment on column governance.security_violations.id is 'Its identity.';
comment on column governance.security_violations.tenant_id is 'The tenant that it belongs to.';
comment on column governance.security_violations.title is 'What happened, in a line.';
comment on column governance.security_violations.description is 'What happened.';
comment on column governance.security_violations.violation_type is 'What kind of incident it is.';
comment on column governance.security_violations.severity is 'How bad it is.';
comment on column governance.security_violations.status is 'How far it is dealt with.';
comment on column governance.security_violations.user_id is 'Whom it is held against, as long as that person is not erased.';
comment on column governance.security_violations.subject_key is
  'The pseudonym of that person; it stays when the person is erased.';
comment on column governance.security_violations.assigned_to is 'Who deals with it; emptied when that person is erased.';
comment on column governance.security_violations.occurred_at is 'When it began, where that is known.';
comment on column governance.security_violations.detected_at is 'When it was detected.';
comment on column governance.security_violations.contained_at is 'When it could do no more harm.';
comment on column governance.security_violations.resolved_at is 'When its cause was removed.';
comment on column governance.security_violations.closed_at is 'When it was closed, as dealt with or as a false alarm.';
comment on column governance.security_violations.is_personal_data_breach is
  'Whether personal data was lost, altered or seen by others (GDPR Art. 4 (12)).';
comment on column governance.security_violations.aware_at is
  'When the controller became aware of the breach; from here GDPR Art. 33 counts.';
comment on column governance.security_violations.authority_due_at is
  '72 hours after: when the authority must be told, unless there is no risk.';
comment on column governance.security_violations.risk_to_persons is 'How likely it harms the people whose data it is.';
comment on column governance.security_violations.notified_authority_at is 'When the authority was told.';
comment on column governance.security_violations.delay_reason is 'Why later than in 72 hours; Art. 33 (1) demands it.';
comment on column governance.security_violations.notified_persons_at is
  'When the people were told; at a high risk Art. 34 demands it.';
comment on column governance.security_violations.persons_affected is 'How many people, as far as is known.';
comment on column governance.security_violations.records_affected is 'How many records, as far as is known.';
comment on column governance.security_violations.consequences is 'What is likely to follow; Art. 33 (3) demands it.';
comment on column governance.security_violations.measures is 'What was done about it; Art. 33 (3) demands it.';
comment on column governance.security_violations.is_serious_ai_incident is
  'Whether it is a serious incident of an AI system (EU AI Act Art. 3 (49)).';
comment on column governance.security_violations.market_authority_due_at is
  '15 days after detection: the latest day for the market surveillance authority (Art. 73); a death or a widespread infringement shortens it.';
comment on column governance.security_violations.notified_market_authority_at is 'When that authority was told.';
comment on column governance.security_violations.evidence is 'What shows it, a list.';
comment on column governance.security_violations.created_at is 'When the row was made.';
comment on column governance.security_violations.updated_at is 'When the row was last changed.';

create trigger security_violations_keep_subject_key before insert or update of user_id on governance.security_violations
  for each row execute function governance.keep_subject_key();
create trigger security_violations_set_updated_at before update on governance.security_violations
  for each row execute function governance.set_updated_at();

alter table governance.security_violations enable row level security;
alter table governance.security_violations force row level security;
create policy security_violations_select on governance.security_violations for select
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_read_every_tenant()));
create policy security_violations_insert on governance.security_violations for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy security_violations_update on governance.security_violations for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy security_violations_delete on governance.security_violations for delete
  using ((select governance.may_write_every_tenant()));

create table governance.forensic_investigation (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  case_number text not null,
  title text not null,
  violation_id uuid,
  status text not null default 'open',
  lead_user_id uuid,
  lead_subject_key uuid,
  scope text not null,
  opened_at timestamptz not null default pg_catalog.now(),
  closed_at timestamptz,
  legal_hold boolean not null default false,
  evidence jsonb not null default '[]',
  chain_of_custody jsonb not null default '[]',
  findings text,
  conclusion text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint forensic_investigation_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint forensic_investigation_violation_fk foreign key (tenant_id, violation_id)
    references governance.security_violations (tenant_id, id) on delete restrict,
  constraint forensic_investigation_lead_fk foreign key (tenant_id, lead_user_id) references governance.users (tenant_id, id)
    on delete set null (lead_user_id),
  constraint forensic_investigation_case_number_unique unique (tenant_id, case_number),
  constraint forensic_investigation_case_number_format check (case_number ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$'),
  constraint forensic_investigation_title_not_blank check (pg_catalog.btrim(title) <> '' and pg_catalog.length(title) <= 300),
  constraint forensic_investigation_status_known check (status in ('open', 'collecting', 'analysing', 'reporting', 'closed')),
  constraint forensic_investigation_scope_not_blank check (pg_catalog.btrim(scope) <> ''),
  constraint forensic_investigation_closed_after_opening check (closed_at >= opened_at),
  constraint forensic_investigation_closed_has_time check ((status = 'closed') = (closed_at is not null)),
  constraint forensic_investigation_closed_has_conclusion check (status <> 'closed' or conclusion is not null),
  constraint forensic_investigation_evidence_is_list check (pg_catalog.jsonb_typeof(evidence) = 'array'),
  constraint forensic_investigation_chain_of_custody_is_list check (pg_catalog.jsonb_typeof(chain_of_custody) = 'array'),
  constraint forensic_investigation_findings_not_blank check (pg_catalog.btrim(findings) <> ''),
  constraint forensic_investigation_conclusion_not_blank check (pg_catalog.btrim(conclusion) <> '')
);
create index forensic_investigation_violation on governance.forensic_investigation (tenant_id, violation_id);
create index forensic_investigation_lead on governance.forensic_investigation (tenant_id, lead_user_id);
create index forensic_investigation_open on governance.forensic_investigation (tenant_id, opened_at) where closed_at is null;

comment on table governance.forensic_investigation is
  'Investigations with their evidence and the chain of custody, to which entries are only added. One under legal hold is not deleted. Administrators and auditors see them.';
comment on column governance.forensic_investigation.id is 'Its identity.';
comment on column governance.forensic_investigation.tenant_id is 'The tenant that it belongs to.';
comment on column governance.forensic_investigation.case_number is 'What the case is called in the tenant.';
comment on column governance.forensic_investigation.title is 'What is investigated, in a line.';
comment on column governance.forensic_investigation.violation_id is
  'The incident behind it, which cannot be deleted while this is kept.';
comment on column governance.forensic_investigation.status is 'How far it is.';
comment on column governance.forensic_investigation.lead_subject_key is 'The pseudonym of who leads it, which stays.';
comment on column governance.forensic_investigation.lead_user_id is
  'Who leads it; emptied when that person is erased, the chain of custody still names the hands.';
comment on column governance.forensic_investigation.scope is 'What is looked at, and what is not.';
comment on column governance.forensic_investigation.opened_at is 'When it was opened.';
comment on column governance.forensic_investigation.closed_at is 'When it was closed.';
comment on column governance.forensic_investigation.legal_hold is 'Whether nothing of it may be deleted now.';
comment on column governance.forensic_investigation.evidence is
  'What was collected, a list: item, where from, SHA-256, where kept.';
comment on column governance.forensic_investigation.chain_of_custody is
  'Who had what when, a list: at, by (a pseudonym), action, item, sha256. Only added to.';
comment on column governance.forensic_investigation.findings is 'What was found.';
comment on column governance.forensic_investigation.conclusion is 'What it comes to; a closed case has one.';
comment on column governance.forensic_investigation.created_at is 'When the row was made.';
comment on column governance.forensic_investigation.updated_at is 'When the row was last changed.';

create trigger forensic_investigation_keep_lead before insert or update of lead_user_id on governance.forensic_investigation
  for each row execute function governance.keep_person_key('lead_user_id', 'lead_subject_key');
create trigger forensic_investigation_set_updated_at before update on governance.forensic_investigation
  for each row execute function governance.set_updated_at();
create function governance.keep_chain_of_custody() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from pg_catalog.jsonb_array_elements(old.chain_of_custody) with ordinality as link (entry, place)
    where new.chain_of_custody -> (link.place::integer - 1) is distinct from link.entry
  ) then
    raise exception 'the chain of custody of % is only added to', old.case_number
      using errcode = 'restrict_violation', hint = 'Add an entry that corrects the earlier one.';
  end if;
  return new;
end
$$;
comment on function governance.keep_chain_of_custody() is
  'Refuses to change, drop or reorder what the chain of custody says: evidence with a gap in it proves nothing.';
create trigger forensic_investigation_keep_chain before update of chain_of_custody on governance.forensic_investigation
  for each row execute function governance.keep_chain_of_custody();

alter table governance.forensic_investigation enable row level security;
alter table governance.forensic_investigation force row level security;
create policy forensic_investigation_select on governance.forensic_investigation for select
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_read_every_tenant()));
create policy forensic_investigation_insert on governance.forensic_investigation for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy forensic_investigation_update on governance.forensic_investigation for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy forensic_investigation_delete on governance.forensic_investigation for delete
  using (not legal_hold
             and ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
               or (select governance.may_write_every_tenant())));
