-- What laws and standards ask for, and how far it is met.

create table governance.ai_compliance (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  compliance_framework text not null,
  requirement_id text not null,
  requirement_description text not null,
  compliance_status text not null default 'pending',
  status_reason text,
  evidence jsonb not null default '[]',
  owner_id uuid,
  owner_subject_key uuid,
  last_checked_at timestamptz,
  next_check_due_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_compliance_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_compliance_owner_fk foreign key (tenant_id, owner_id)
    references governance.users (tenant_id, id) on delete set null (owner_id),
  constraint ai_compliance_requirement_unique unique (tenant_id, compliance_framework, requirement_id),
  constraint ai_compliance_compliance_framework_not_blank check (pg_catalog.btrim(compliance_framework) <> ''),
  constraint ai_compliance_requirement_id_not_blank check (pg_catalog.btrim(requirement_id) <> ''),
  constraint ai_compliance_requirement_description_not_blank check (pg_catalog.btrim(requirement_description) <> ''),
  constraint ai_compliance_compliance_status_known check (compliance_status in ('pending', 'compliant', 'non_compliant', 'exempt')),
  constraint ai_compliance_status_reason_not_blank check (pg_catalog.btrim(status_reason) <> ''),
  constraint ai_compliance_exempt_has_reason check (compliance_status <> 'exempt' or status_reason is not null),
  constraint ai_compliance_judged_was_checked check (compliance_status not in ('compliant', 'non_compliant') or last_checked_at is not null),
  constraint ai_compliance_evidence_is_list check (pg_catalog.jsonb_typeof(evidence) = 'array'),
  constraint ai_compliance_next_check_after_last check (next_check_due_at > last_checked_at)
);
create index ai_compliance_compliance_status on governance.ai_compliance (tenant_id, compliance_status);
create index ai_compliance_next_check_due_at on governance.ai_compliance (tenant_id, next_check_due_at) where next_check_due_at is not null;
create index ai_compliance_owner_id on governance.ai_compliance (tenant_id, owner_id) where owner_id is not null;

comment on table governance.ai_compliance is
  'The requirements of laws and standards that concern the tenant, one row each, with where it stands, what shows it, who sees to it and when it is checked again.';
comment on column governance.ai_compliance.id is 'Its identity.';
comment on column governance.ai_compliance.tenant_id is 'Whom it concerns.';
comment on column governance.ai_compliance.compliance_framework is 'The law or standard: GDPR, CCPA, HIPAA, SOX (the seed''s words), EU AI Act and so on; an open list.';
comment on column governance.ai_compliance.requirement_id is 'Which requirement, as the law or standard counts it: Art. 30(1).';
comment on column governance.ai_compliance.requirement_description is 'What it asks for, in own words.';
comment on column governance.ai_compliance.compliance_status is 'pending, compliant, non_compliant or exempt.';
comment on column governance.ai_compliance.status_reason is 'Why; an exemption gives its reason.';
comment on column governance.ai_compliance.evidence is 'A list of what shows it: title, place, hash, period covered, when it was collected.';
comment on column governance.ai_compliance.owner_id is 'Who sees to it; emptied when the person is erased, so that somebody else takes it on.';
comment on column governance.ai_compliance.owner_subject_key is 'The pseudonym of who sees or last saw to it, which stays.';
comment on column governance.ai_compliance.last_checked_at is
  'When it was last checked; null when it never was. The seed has now() here, which makes a requirement that nobody has looked at a checked one.';
comment on column governance.ai_compliance.next_check_due_at is 'When it must be checked again.';
comment on column governance.ai_compliance.created_at is 'When the row was made.';
comment on column governance.ai_compliance.updated_at is 'When the row was last changed.';

create trigger ai_compliance_keep_owner before insert or update of owner_id on governance.ai_compliance
  for each row execute function governance.keep_person_key('owner_id', 'owner_subject_key');
create trigger ai_compliance_set_updated_at before update on governance.ai_compliance
  for each row execute function governance.set_updated_at();

alter table governance.ai_compliance enable row level security;
alter table governance.ai_compliance force row level security;
create policy ai_compliance_select on governance.ai_compliance for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_compliance_insert on governance.ai_compliance for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_compliance_update on governance.ai_compliance for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_compliance_delete on governance.ai_compliance for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
