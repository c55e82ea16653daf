-- Who changed what, who read what, and what other systems tell.

create table governance.audit_log (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  occurred_at timestamptz not null default pg_catalog.now(),
  user_id uuid,
  subject_key uuid,
  actor_type text not null default 'user',
  actor_name text,
  action text not null,
  outcome text not null default 'success',
  severity text not null default 'info',
  object_type text not null,
  object_id text,
  old_values jsonb,
  new_values jsonb,
  reason text,
  request_id text,
  session_id uuid,
  ip_address inet,
  user_agent text,
  details jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  constraint audit_log_pkey primary key (id, occurred_at),
  constraint audit_log_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint audit_log_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint audit_log_actor_type_known check (actor_type in ('user', 'service', 'agent', 'system')),
  constraint audit_log_actor_is_named check (actor_name is not null or actor_type = 'user'),
  constraint audit_log_actor_name_not_blank check (pg_catalog.btrim(actor_name) <> ''),
  constraint audit_log_user_has_person check (actor_type <> 'user' or subject_key is not null),
  constraint audit_log_action_format check (action ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)+$'),
  constraint audit_log_outcome_known check (outcome in ('success', 'failure', 'denied')),
  constraint audit_log_severity_known check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  constraint audit_log_object_type_not_blank check (pg_catalog.btrim(object_type) <> ''),
  constraint audit_log_object_id_not_blank check (pg_catalog.btrim(object_id) <> ''),
  constraint audit_log_old_values_is_object check (pg_catalog.jsonb_typeof(old_values) = 'object'),
  constraint audit_log_new_values_is_object check (pg_catalog.jsonb_typeof(new_values) = 'object'),
  constraint audit_log_reason_not_blank check (pg_catalog.btrim(reason) <> ''),
  constraint audit_log_request_id_not_blank check (pg_catalog.btrim(request_id) <> ''),
  constraint audit_log_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint audit_log_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object'),
  constraint audit_log_not_from_future check (occurred_at <= created_at + interval '10 minutes'),
  constraint audit_log_user_has_subject_key check (user_id is null or subject_key is not null)
) partition by range (occurred_at);
create index audit_log_user on governance.audit_log (tenant_id, user_id, occurred_at);
create index audit_log_subject_key on governance.audit_log (subject_key, occurred_at);
create index audit_log_occurred_at on governance.audit_log (tenant_id, occurred_at);
create index audit_log_object on governance.audit_log (tenant_id, object_type, object_id, occurred_at);
create index audit_log_action on governance.audit_log (tenant_id, action, occurred_at);

comment on table governance.audit_log is
  'Who changed what, when, from where, and what it was before and after. Append-only, in months; secrets never stand in it. The seed has one log for everything: reading is in data_access_log, signing in in device_login_attempts.';
comment on column governance.audit_log.id is 'Its identity.';
comment on column governance.audit_log.tenant_id is 'The tenant that it belongs to.';
comment on column governance.audit_log.occurred_at is 'When it happened.';
comment on column governance.audit_log.user_id is 'Who did it, as long as the person is not erased.';
comment on column governance.audit_log.subject_key is 'The pseudonym of the person; it stays when the person is erased.';
comment on column governance.audit_log.actor_type is 'What kind of actor it was.';
comment on column governance.audit_log.actor_name is 'Which service, agent or job it was, where it was no person.';
comment on column governance.audit_log.action is 'What was done, as subject.verb, like model.approve.';
comment on column governance.audit_log.outcome is 'How it ended.';
comment on column governance.audit_log.severity is 'How much it matters.';
comment on column governance.audit_log.object_type is 'What kind of thing it was done to.';
comment on column governance.audit_log.object_id is 'Which thing.';
comment on column governance.audit_log.old_values is 'The fields that changed, before; none where the thing is new.';
comment on column governance.audit_log.new_values is 'The same fields, after; none where the thing is gone.';
comment on column governance.audit_log.reason is 'Why, in the words of who did it.';
comment on column governance.audit_log.request_id is 'The request, as other logs name it.';
comment on column governance.audit_log.session_id is 'In which session; kept also when that is deleted.';
comment on column governance.audit_log.ip_address is 'From which address.';
comment on column governance.audit_log.user_agent is 'What the browser said of itself.';
comment on column governance.audit_log.details is 'What else is worth keeping.';
comment on column governance.audit_log.created_at is 'When the row was written, by the clock of the server.';

create trigger audit_log_keep_subject_key before insert on governance.audit_log
  for each row execute function governance.keep_subject_key();
create trigger audit_log_append_only before update or delete on governance.audit_log
  for each row execute function governance.refuse_change();
create trigger audit_log_keep_whole before truncate on governance.audit_log
  for each statement execute function governance.refuse_change();

alter table governance.audit_log enable row level security;
alter table governance.audit_log force row level security;
create policy audit_log_select on governance.audit_log for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy audit_log_insert on governance.audit_log for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (user_id is null and subject_key is null)))
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.audit_log', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;

create table governance.data_access_log (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  occurred_at timestamptz not null default pg_catalog.now(),
  user_id uuid,
  subject_key uuid,
  actor_type text not null default 'user',
  actor_name text,
  access_type text not null,
  table_schema text,
  table_name text not null,
  column_names text[] not null default '{}',
  record_id text,
  row_count bigint,
  data_subject_key uuid,
  contains_personal_data boolean not null default false,
  contains_special_category boolean not null default false,
  purpose text not null,
  legal_basis text,
  was_allowed boolean not null default true,
  denial_reason text,
  query_hash bytea,
  duration_ms double precision,
  request_id text,
  session_id uuid,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null default pg_catalog.now(),
  constraint data_access_log_pkey primary key (id, occurred_at),
  constraint data_access_log_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint data_access_log_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint data_access_log_actor_type_known check (actor_type in ('user', 'service', 'agent', 'system')),
  constraint data_access_log_actor_is_named check (actor_name is not null or actor_type = 'user'),
  constraint data_access_log_actor_name_not_blank check (pg_catalog.btrim(actor_name) <> ''),
  constraint data_access_log_user_has_person check (actor_type <> 'user' or subject_key is not null),
  constraint data_access_log_access_type_known check (
    access_type in ('read', 'search', 'export', 'print', 'share', 'infer', 'train')),
  constraint data_access_log_table_schema_not_blank check (pg_catalog.btrim(table_schema) <> ''),
  constraint data_access_log_table_name_not_blank check (pg_catalog.btrim(table_name) <> ''),
  constraint data_access_log_record_id_not_blank check (pg_catalog.btrim(record_id) <> ''),
  constraint data_access_log_row_count_not_negative check (row_count >= 0),
  constraint data_access_log_special_is_personal check (contains_personal_data or not contains_special_category),
  constraint data_access_log_purpose_not_blank check (pg_catalog.btrim(purpose) <> ''),
  constraint data_access_log_legal_basis_known check (
    legal_basis in ('consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task',
    'legitimate_interests')),
  constraint data_access_log_personal_data_has_basis check (
    not contains_personal_data or not was_allowed or legal_basis is not null),
  constraint data_access_log_denial_has_reason check (was_allowed = (denial_reason is null)),
  constraint data_access_log_denial_reason_not_blank check (pg_catalog.btrim(denial_reason) <> ''),
  constraint data_access_log_query_hash_is_digest check (pg_catalog.octet_length(query_hash) = 32),
  constraint data_access_log_duration_ms_not_negative check (duration_ms >= 0),
  constraint data_access_log_request_id_not_blank check (pg_catalog.btrim(request_id) <> ''),
  constraint data_access_log_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint data_access_log_not_from_future check (occurred_at <= created_at + interval '10 minutes'),
  constraint data_access_log_user_has_subject_key check (user_id is null or subject_key is not null)
) partition by range (occurred_at);
create index data_access_log_user on governance.data_access_log (tenant_id, user_id, occurred_at);
create index data_access_log_subject_key on governance.data_access_log (subject_key, occurred_at);
create index data_access_log_occurred_at on governance.data_access_log (tenant_id, occurred_at);
create index data_access_log_object on governance.data_access_log (tenant_id, table_name, occurred_at);
create index data_access_log_data_subject_key on governance.data_access_log (data_subject_key, occurred_at)
  where data_subject_key is not null;

comment on table governance.data_access_log is
  'Who read which data, for what purpose and on what legal basis. Append-only, in months. What AI agents read is also in ai_access_log (pack governance).';
comment on column governance.data_access_log.id is 'Its identity.';
comment on column governance.data_access_log.tenant_id is 'The tenant that it belongs to.';
comment on column governance.data_access_log.occurred_at is 'When it was read.';
comment on column governance.data_access_log.user_id is 'Who read, as long as the person is not erased.';
comment on column governance.data_access_log.subject_key is
  'The pseudonym of the person; it stays when the person is erased.';
comment on column governance.data_access_log.actor_type is 'What kind of actor it was.';
comment on column governance.data_access_log.actor_name is 'Which service, agent or job it was, where it was no person.';
comment on column governance.data_access_log.access_type is 'What was done with the data.';
comment on column governance.data_access_log.table_schema is 'The schema of the table.';
comment on column governance.data_access_log.table_name is 'The table, or whatever else holds the data.';
comment on column governance.data_access_log.column_names is 'Which columns; empty is all.';
comment on column governance.data_access_log.record_id is 'Which record, where it was one.';
comment on column governance.data_access_log.row_count is 'How many rows.';
comment on column governance.data_access_log.data_subject_key is
  'The pseudonym of the person whose data it was, where it was one person: so that the person can be told who looked (GDPR Art. 15).';
comment on column governance.data_access_log.contains_personal_data is 'Whether the data is about people.';
comment on column governance.data_access_log.contains_special_category is
  'Whether it is of the kinds of GDPR Art. 9: health, belief, origin …';
comment on column governance.data_access_log.purpose is 'What for.';
comment on column governance.data_access_log.legal_basis is
  'On what basis of GDPR Art. 6 (1); demanded for personal data that was given out.';
comment on column governance.data_access_log.was_allowed is 'Whether it was given out or refused.';
comment on column governance.data_access_log.denial_reason is 'Why it was refused.';
comment on column governance.data_access_log.query_hash is
  'SHA-256 of the statement, not the statement: its constants are data.';
comment on column governance.data_access_log.duration_ms is 'How long it took, in milliseconds.';
comment on column governance.data_access_log.request_id is 'The request, as other logs name it.';
comment on column governance.data_access_log.session_id is 'In which session; kept also when that is deleted.';
comment on column governance.data_access_log.ip_address is 'From which address.';
comment on column governance.data_access_log.user_agent is 'What the browser said of itself.';
comment on column governance.data_access_log.created_at is 'When the row was written, by the clock of the server.';

create trigger data_access_log_keep_subject_key before insert on governance.data_access_log
  for each row execute function governance.keep_subject_key();
create trigger data_access_log_append_only before update or delete on governance.data_access_log
  for each row execute function governance.refuse_change();
create trigger data_access_log_keep_whole before truncate on governance.data_access_log
  for each statement execute function governance.refuse_change();

alter table governance.data_access_log enable row level security;
alter table governance.data_access_log force row level security;
create policy data_access_log_select on governance.data_access_log for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy data_access_log_insert on governance.data_access_log for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (user_id is null and subject_key is null)))
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.data_access_log', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;

create table governance.enterprise_audit_event (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  occurred_at timestamptz not null default pg_catalog.now(),
  user_id uuid,
  subject_key uuid,
  source text not null,
  source_event_id text,
  category text not null,
  class_uid integer,
  activity text not null,
  status text not null default 'unknown',
  severity text not null default 'info',
  target_type text,
  target_id text,
  framework_controls text[] not null default '{}',
  correlation_id text,
  raw_event jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  constraint enterprise_audit_event_pkey primary key (id, occurred_at),
  constraint enterprise_audit_event_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint enterprise_audit_event_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint enterprise_audit_event_source_event_unique unique (tenant_id, source, source_event_id, occurred_at),
  constraint enterprise_audit_event_source_not_blank check (pg_catalog.btrim(source) <> ''),
  constraint enterprise_audit_event_source_event_id_not_blank check (pg_catalog.btrim(source_event_id) <> ''),
  constraint enterprise_audit_event_category_known check (
    category in ('system_activity', 'findings', 'identity_and_access_management', 'network_activity', 'discovery',
    'application_activity', 'remediation', 'unmanned_systems')),
  constraint enterprise_audit_event_class_uid_range check (class_uid between 1 and 999999),
  constraint enterprise_audit_event_activity_not_blank check (pg_catalog.btrim(activity) <> ''),
  constraint enterprise_audit_event_status_known check (status in ('success', 'failure', 'other', 'unknown')),
  constraint enterprise_audit_event_severity_known check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  constraint enterprise_audit_event_target_type_not_blank check (pg_catalog.btrim(target_type) <> ''),
  constraint enterprise_audit_event_target_id_not_blank check (pg_catalog.btrim(target_id) <> ''),
  constraint enterprise_audit_event_correlation_id_not_blank check (pg_catalog.btrim(correlation_id) <> ''),
  constraint enterprise_audit_event_raw_event_is_object check (pg_catalog.jsonb_typeof(raw_event) = 'object'),
  constraint enterprise_audit_event_not_from_future check (occurred_at <= created_at + interval '10 minutes'),
  constraint enterprise_audit_event_user_has_subject_key check (user_id is null or subject_key is not null)
) partition by range (occurred_at);
create index enterprise_audit_event_user on governance.enterprise_audit_event (tenant_id, user_id, occurred_at);
create index enterprise_audit_event_occurred_at on governance.enterprise_audit_event (tenant_id, occurred_at);
create index enterprise_audit_event_severity on governance.enterprise_audit_event (tenant_id, severity, occurred_at);

comment on table governance.enterprise_audit_event is
  'Events of other systems in one form, for a SIEM and for auditors: categories and classes are those of OCSF, severities the words used everywhere here. Append-only, in months; the source''s own record is kept unchanged beside it.';
comment on column governance.enterprise_audit_event.id is 'Its identity.';
comment on column governance.enterprise_audit_event.tenant_id is 'The tenant that it belongs to.';
comment on column governance.enterprise_audit_event.occurred_at is 'When it happened, by the clock of the source.';
comment on column governance.enterprise_audit_event.user_id is
  'Who did it, where that is a person of the tenant who is not erased.';
comment on column governance.enterprise_audit_event.subject_key is
  'The pseudonym of the person; it stays when the person is erased.';
comment on column governance.enterprise_audit_event.source is 'Which system told it.';
comment on column governance.enterprise_audit_event.source_event_id is
  'What that system calls it; told twice it is taken once.';
comment on column governance.enterprise_audit_event.category is 'The category of OCSF.';
comment on column governance.enterprise_audit_event.class_uid is
  'The number of the class of OCSF, like 3002 for authentication.';
comment on column governance.enterprise_audit_event.activity is 'What was done.';
comment on column governance.enterprise_audit_event.status is 'How it ended.';
comment on column governance.enterprise_audit_event.severity is
  'How much it matters: OCSF''s informational is info, its fatal is critical.';
comment on column governance.enterprise_audit_event.target_type is 'What kind of thing it was done to.';
comment on column governance.enterprise_audit_event.target_id is 'Which thing.';
comment on column governance.enterprise_audit_event.framework_controls is
  'Which controls it is evidence for, like ISO/IEC 27001 A.8.15.';
comment on column governance.enterprise_audit_event.correlation_id is 'What holds events of one course together.';
comment on column governance.enterprise_audit_event.raw_event is 'The record as it came.';
comment on column governance.enterprise_audit_event.created_at is 'When the row was written, by the clock of the server.';

create trigger enterprise_audit_event_keep_subject_key before insert on governance.enterprise_audit_event
  for each row execute function governance.keep_subject_key();
create trigger enterprise_audit_event_append_only before update or delete on governance.enterprise_audit_event
  for each row execute function governance.refuse_change();
create trigger enterprise_audit_event_keep_whole before truncate on governance.enterprise_audit_event
  for each statement execute function governance.refuse_change();

alter table governance.enterprise_audit_event enable row level security;
alter table governance.enterprise_audit_event force row level security;
create policy enterprise_audit_event_select on governance.enterprise_audit_event for select
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_read_every_tenant()));
create policy enterprise_audit_event_insert on governance.enterprise_audit_event for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (user_id is null and subject_key is null)))
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.enterprise_audit_event', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;
