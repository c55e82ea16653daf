-- What is known of attackers, assessments of frameworks, and the tiers of people.

create table governance.threat_intelligence_event (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  indicator_type text not null,
  indicator_value text not null,
  description text,
  severity text not null default 'medium',
  confidence smallint not null,
  tlp text not null default 'TLP:AMBER',
  source text not null,
  source_reference text,
  technique text,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  valid_from timestamptz not null default pg_catalog.now(),
  valid_until timestamptz,
  sightings integer not null default 0,
  last_sighted_at timestamptz,
  action text not null default 'none',
  action_at timestamptz,
  violation_id uuid,
  raw_event jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint threat_intelligence_event_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint threat_intelligence_event_violation_fk foreign key (tenant_id, violation_id)
    references governance.security_violations (tenant_id, id) on delete set null (violation_id),
  constraint threat_intelligence_event_indicator_unique unique (tenant_id, source, indicator_type, indicator_value),
  constraint threat_intelligence_event_indicator_type_known check (
    indicator_type in ('ip_address', 'network', 'domain', 'url', 'email_address', 'file_hash', 'user_agent',
    'certificate', 'account', 'package', 'prompt', 'technique', 'other')),
  constraint threat_intelligence_event_indicator_value_not_blank check (
    pg_catalog.btrim(indicator_value) <> '' and pg_catalog.length(indicator_value) <= 4096),
  constraint threat_intelligence_event_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint threat_intelligence_event_severity_known check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  constraint threat_intelligence_event_confidence_range check (confidence between 0 and 100),
  constraint threat_intelligence_event_tlp_known check (
    tlp in ('TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR')),
  constraint threat_intelligence_event_source_not_blank check (pg_catalog.btrim(source) <> ''),
  constraint threat_intelligence_event_source_reference_not_blank check (pg_catalog.btrim(source_reference) <> ''),
  constraint threat_intelligence_event_technique_format check (technique ~ '^(AML[.])?T[0-9]{4}([.][0-9]{3})?$'),
  constraint threat_intelligence_event_seen_in_order check (last_seen_at >= first_seen_at),
  constraint threat_intelligence_event_ends_after_start check (valid_until > valid_from),
  constraint threat_intelligence_event_sightings_not_negative check (sightings >= 0),
  constraint threat_intelligence_event_sighted_has_time check ((sightings = 0) = (last_sighted_at is null)),
  constraint threat_intelligence_event_action_known check (action in ('none', 'watch', 'alert', 'block', 'remove')),
  constraint threat_intelligence_event_action_has_time check ((action = 'none') = (action_at is null)),
  constraint threat_intelligence_event_raw_event_is_object check (pg_catalog.jsonb_typeof(raw_event) = 'object')
);
create index threat_intelligence_event_violation on governance.threat_intelligence_event (tenant_id, violation_id);
create index threat_intelligence_event_value on governance.threat_intelligence_event (indicator_type, indicator_value);
create index threat_intelligence_event_valid_until on governance.threat_intelligence_event (tenant_id, valid_until);

comment on table governance.threat_intelligence_event is
  'What is known of attackers and what was done about it, in the words of STIX 2.1, MITRE ATT&CK and ATLAS, and TLP 2.0. Administrators and auditors see it.';
comment on column governance.threat_intelligence_event.id is 'Its identity.';
comment on column governance.threat_intelligence_event.tenant_id is 'The tenant that it belongs to.';
comment on column governance.threat_intelligence_event.indicator_type is 'What kind of sign it is.';
comment on column governance.threat_intelligence_event.indicator_value is 'The sign itself.';
comment on column governance.threat_intelligence_event.description is 'What it means.';
comment on column governance.threat_intelligence_event.severity is 'How bad it is if it shows here.';
comment on column governance.threat_intelligence_event.confidence is 'How sure the source is, 0 to 100.';
comment on column governance.threat_intelligence_event.tlp is
  'To whom it may be passed on, by the Traffic Light Protocol 2.0.';
comment on column governance.threat_intelligence_event.source is 'Who tells it.';
comment on column governance.threat_intelligence_event.source_reference is 'Where there.';
comment on column governance.threat_intelligence_event.technique is
  'The technique of ATT&CK (T1078.004) or ATLAS (AML.T0051).';
comment on column governance.threat_intelligence_event.first_seen_at is 'When it was first seen anywhere.';
comment on column governance.threat_intelligence_event.last_seen_at is 'When it was last seen anywhere.';
comment on column governance.threat_intelligence_event.valid_from is 'From when it counts.';
comment on column governance.threat_intelligence_event.valid_until is 'Until when; signs grow stale.';
comment on column governance.threat_intelligence_event.sightings is 'How often it was seen here.';
comment on column governance.threat_intelligence_event.last_sighted_at is 'When it was last seen here.';
comment on column governance.threat_intelligence_event.action is 'What is done about it.';
comment on column governance.threat_intelligence_event.action_at is 'When that was done.';
comment on column governance.threat_intelligence_event.violation_id is
  'The incident that it led to; emptied when that is deleted.';
comment on column governance.threat_intelligence_event.raw_event is 'The record as it came.';
comment on column governance.threat_intelligence_event.created_at is 'When the row was made.';
comment on column governance.threat_intelligence_event.updated_at is 'When the row was last changed.';

create trigger threat_intelligence_event_set_updated_at before update on governance.threat_intelligence_event
  for each row execute function governance.set_updated_at();

alter table governance.threat_intelligence_event enable row level security;
alter table governance.threat_intelligence_event force row level security;
create policy threat_intelligence_event_select on governance.threat_intelligence_event for select
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_read_every_tenant()));
create policy threat_intelligence_event_insert on governance.threat_intelligence_event for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy threat_intelligence_event_update on governance.threat_intelligence_event for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy threat_intelligence_event_delete on governance.threat_intelligence_event for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.compliance_assessment (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  framework text not null,
  framework_version text,
  scope text not null,
  assessor text not null,
  assessor_kind text not null,
  status text not null default 'planned',
  result text,
  score double precision,
  started_on date,
  completed_on date,
  valid_until date,
  next_due_on date,
  findings jsonb not null default '[]',
  corrective_actions jsonb not null default '[]',
  evidence jsonb not null default '[]',
  report_reference text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint compliance_assessment_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint compliance_assessment_framework_not_blank check (
    pg_catalog.btrim(framework) <> '' and pg_catalog.length(framework) <= 200),
  constraint compliance_assessment_framework_version_not_blank check (pg_catalog.btrim(framework_version) <> ''),
  constraint compliance_assessment_scope_not_blank check (pg_catalog.btrim(scope) <> ''),
  constraint compliance_assessment_assessor_not_blank check (pg_catalog.btrim(assessor) <> ''),
  constraint compliance_assessment_assessor_kind_known check (
    assessor_kind in ('self', 'internal_audit', 'external', 'certification_body', 'authority')),
  constraint compliance_assessment_status_known check (status in ('planned', 'in_progress', 'completed', 'withdrawn')),
  constraint compliance_assessment_result_known check (
    result in ('compliant', 'partly_compliant', 'not_compliant', 'not_determinable')),
  constraint compliance_assessment_completed_has_result check (
    (status = 'completed') = (result is not null and completed_on is not null)),
  constraint compliance_assessment_score_range check (score between 0 and 100),
  constraint compliance_assessment_completed_after_start check (completed_on >= started_on),
  constraint compliance_assessment_begun_has_date check (
    status not in ('in_progress', 'completed') or started_on is not null),
  constraint compliance_assessment_ends_after_completion check (valid_until > completed_on),
  constraint compliance_assessment_next_after_completion check (next_due_on > completed_on),
  constraint compliance_assessment_findings_is_list check (pg_catalog.jsonb_typeof(findings) = 'array'),
  constraint compliance_assessment_corrective_actions_is_list check (pg_catalog.jsonb_typeof(corrective_actions) = 'array'),
  constraint compliance_assessment_evidence_is_list check (pg_catalog.jsonb_typeof(evidence) = 'array'),
  constraint compliance_assessment_report_reference_not_blank check (pg_catalog.btrim(report_reference) <> '')
);
create index compliance_assessment_framework on governance.compliance_assessment (tenant_id, framework, completed_on);
create index compliance_assessment_next_due_on on governance.compliance_assessment (tenant_id, next_due_on)
  where status <> 'withdrawn';
create index compliance_assessment_valid_until on governance.compliance_assessment (tenant_id, valid_until)
  where status = 'completed';

comment on table governance.compliance_assessment is
  'Assessments of a framework by somebody, with what came out and how long it is good. Single requirements are in ai_compliance (pack governance). Everybody of the tenant may read them.';
comment on column governance.compliance_assessment.id is 'Its identity.';
comment on column governance.compliance_assessment.tenant_id is 'The tenant that it belongs to.';
comment on column governance.compliance_assessment.framework is 'Which law or standard, like ISO/IEC 42001.';
comment on column governance.compliance_assessment.framework_version is 'Which edition of it.';
comment on column governance.compliance_assessment.scope is 'What was looked at.';
comment on column governance.compliance_assessment.assessor is 'Who assessed: a person, department or body.';
comment on column governance.compliance_assessment.assessor_kind is 'How far from the assessed that is.';
comment on column governance.compliance_assessment.status is 'How far it is.';
comment on column governance.compliance_assessment.result is 'What came out; only of a completed assessment.';
comment on column governance.compliance_assessment.score is 'The part of the requirements that is met, in percent.';
comment on column governance.compliance_assessment.started_on is 'When it began.';
comment on column governance.compliance_assessment.completed_on is 'When it was completed.';
comment on column governance.compliance_assessment.valid_until is 'How long the result is good.';
comment on column governance.compliance_assessment.next_due_on is 'When the next one is due.';
comment on column governance.compliance_assessment.findings is 'What is not met, a list.';
comment on column governance.compliance_assessment.corrective_actions is
  'What is done about it, a list: what, who, until when.';
comment on column governance.compliance_assessment.evidence is 'What it rests on, a list.';
comment on column governance.compliance_assessment.report_reference is 'Where the report is kept.';
comment on column governance.compliance_assessment.created_at is 'When the row was made.';
comment on column governance.compliance_assessment.updated_at is 'When the row was last changed.';

create trigger compliance_assessment_set_updated_at before update on governance.compliance_assessment
  for each row execute function governance.set_updated_at();

alter table governance.compliance_assessment enable row level security;
alter table governance.compliance_assessment force row level security;
create policy compliance_assessment_select on governance.compliance_assessment for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()));
create policy compliance_assessment_insert on governance.compliance_assessment for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy compliance_assessment_update on governance.compliance_assessment for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy compliance_assessment_delete on governance.compliance_assessment for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.user_security_tier (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  tier text not null,
  reason text not null,
  assigned_by uuid,
  assigned_at timestamptz not null default pg_catalog.now(),
  expires_at timestamptz,
  superseded_at timestamptz,
  review_due_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_security_tier_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint user_security_tier_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint user_security_tier_assigner_fk foreign key (tenant_id, assigned_by) references governance.users (tenant_id, id)
    on delete set null (assigned_by),
  constraint user_security_tier_tier_known check (tier in ('standard', 'elevated', 'high', 'critical')),
  constraint user_security_tier_reason_not_blank check (pg_catalog.btrim(reason) <> ''),
  constraint user_security_tier_expires_after_assignment check (expires_at > assigned_at),
  constraint user_security_tier_superseded_after_assignment check (superseded_at >= assigned_at),
  constraint user_security_tier_review_after_assignment check (review_due_at > assigned_at)
);
create index user_security_tier_user on governance.user_security_tier (tenant_id, user_id, assigned_at);
create index user_security_tier_assigned_by on governance.user_security_tier (tenant_id, assigned_by);
create unique index user_security_tier_one_current on governance.user_security_tier (tenant_id, user_id) where superseded_at is null;
create index user_security_tier_review_due_at on governance.user_security_tier (tenant_id, review_due_at)
  where superseded_at is null;

comment on table governance.user_security_tier is
  'How much protection a person''s account needs, with its history: a new tier supersedes the old one. two_factor_policies bind tiers.';
comment on column governance.user_security_tier.id is 'Its identity.';
comment on column governance.user_security_tier.tenant_id is 'The tenant that it belongs to.';
comment on column governance.user_security_tier.user_id is 'Whose tier it is; it goes with the person.';
comment on column governance.user_security_tier.tier is 'Which tier.';
comment on column governance.user_security_tier.reason is 'Why this one.';
comment on column governance.user_security_tier.assigned_by is 'Who assigned it; emptied when that person is erased.';
comment on column governance.user_security_tier.assigned_at is 'From when it holds.';
comment on column governance.user_security_tier.expires_at is 'Until when, where it was given for a time.';
comment on column governance.user_security_tier.superseded_at is 'When another took its place.';
comment on column governance.user_security_tier.review_due_at is 'When somebody has to look whether it still fits.';
comment on column governance.user_security_tier.created_at is 'When the row was made.';
comment on column governance.user_security_tier.updated_at is 'When the row was last changed.';

create trigger user_security_tier_set_updated_at before update on governance.user_security_tier
  for each row execute function governance.set_updated_at();
create trigger user_security_tier_fixed before update on governance.user_security_tier
  for each row when ((old.user_id, old.tier) is distinct from
    (new.user_id, new.tier))
  execute function governance.refuse_exchange();

alter table governance.user_security_tier enable row level security;
alter table governance.user_security_tier force row level security;
create policy user_security_tier_select on governance.user_security_tier for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy user_security_tier_insert on governance.user_security_tier for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy user_security_tier_update on governance.user_security_tier for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy user_security_tier_delete on governance.user_security_tier for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
