-- Challenges, the codes that answer them as keyed hashes, and the log of second factors.

create table governance.two_factor_challenges (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  device_id uuid,
  method text not null,
  purpose text not null default 'sign_in',
  challenge_hash bytea not null,
  attempts smallint not null default 0,
  max_attempts smallint not null default 5,
  expires_at timestamptz not null default (pg_catalog.now() + interval '5 minutes'),
  consumed_at timestamptz,
  outcome text,
  ip_address inet,
  user_agent text,
  request_id text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint two_factor_challenges_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint two_factor_challenges_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint two_factor_challenges_device_fk foreign key (tenant_id, device_id)
    references governance.registered_devices (tenant_id, id) on delete set null (device_id),
  constraint two_factor_challenges_tenant_id_unique unique (tenant_id, id),
  constraint two_factor_challenges_challenge_hash_unique unique (challenge_hash),
  constraint two_factor_challenges_method_known check (method in ('passkey', 'totp', 'sms', 'email', 'recovery_code')),
  constraint two_factor_challenges_purpose_known check (
    purpose in ('sign_in', 'step_up', 'enrolment', 'recovery', 'approval')),
  constraint two_factor_challenges_challenge_hash_is_digest check (pg_catalog.octet_length(challenge_hash) = 32),
  constraint two_factor_challenges_attempts_not_negative check (attempts >= 0),
  constraint two_factor_challenges_max_attempts_range check (max_attempts between 1 and 100),
  constraint two_factor_challenges_attempts_within_limit check (attempts <= max_attempts),
  constraint two_factor_challenges_expires_after_creation check (
    expires_at > created_at and expires_at <= created_at + interval '1 hour'),
  constraint two_factor_challenges_consumed_in_time check (consumed_at >= created_at and consumed_at <= expires_at),
  constraint two_factor_challenges_outcome_known check (outcome in ('verified', 'failed', 'cancelled')),
  constraint two_factor_challenges_consumed_has_outcome check ((consumed_at is null) = (outcome is null)),
  constraint two_factor_challenges_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint two_factor_challenges_request_id_not_blank check (pg_catalog.btrim(request_id) <> '')
);
create index two_factor_challenges_user on governance.two_factor_challenges (tenant_id, user_id);
create index two_factor_challenges_device on governance.two_factor_challenges (tenant_id, device_id);
create index two_factor_challenges_open on governance.two_factor_challenges (expires_at) where consumed_at is null;

comment on table governance.two_factor_challenges is
  'Questions that wait for a second factor to answer. Only a hash of what was asked is kept; a row is good for minutes and may be deleted when it is over.';
comment on column governance.two_factor_challenges.id is 'Its identity.';
comment on column governance.two_factor_challenges.tenant_id is 'The tenant that it belongs to.';
comment on column governance.two_factor_challenges.user_id is 'Who is asked; it goes with the person.';
comment on column governance.two_factor_challenges.device_id is
  'On which registered device; emptied when that is forgotten.';
comment on column governance.two_factor_challenges.method is 'Which factor is to answer.';
comment on column governance.two_factor_challenges.purpose is 'What the answer opens.';
comment on column governance.two_factor_challenges.challenge_hash is
  'SHA-256 of the challenge, which is at least 16 random bytes and is given out once.';
comment on column governance.two_factor_challenges.attempts is 'How many answers were given.';
comment on column governance.two_factor_challenges.max_attempts is 'After how many it ends.';
comment on column governance.two_factor_challenges.expires_at is 'When it ends unanswered.';
comment on column governance.two_factor_challenges.consumed_at is 'When it was answered or given up; it is good once.';
comment on column governance.two_factor_challenges.outcome is 'How it ended.';
comment on column governance.two_factor_challenges.ip_address is 'From which address it was asked for.';
comment on column governance.two_factor_challenges.user_agent is 'What the browser said of itself.';
comment on column governance.two_factor_challenges.request_id is 'The request, as other logs name it.';
comment on column governance.two_factor_challenges.created_at is 'When the row was made.';
comment on column governance.two_factor_challenges.updated_at is 'When the row was last changed.';

create trigger two_factor_challenges_set_updated_at before update on governance.two_factor_challenges
  for each row execute function governance.set_updated_at();
create trigger two_factor_challenges_fixed before update on governance.two_factor_challenges
  for each row when ((old.user_id, old.challenge_hash, old.method, old.purpose, old.expires_at, old.max_attempts) is distinct from
    (new.user_id, new.challenge_hash, new.method, new.purpose, new.expires_at, new.max_attempts))
  execute function governance.refuse_exchange();

alter table governance.two_factor_challenges enable row level security;
alter table governance.two_factor_challenges force row level security;
create policy two_factor_challenges_select on governance.two_factor_challenges for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant())
         or user_id = (select governance.user_being_reset()));
create policy two_factor_challenges_insert on governance.two_factor_challenges for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy two_factor_challenges_update on governance.two_factor_challenges for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy two_factor_challenges_delete on governance.two_factor_challenges for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset())
         or (select governance.may_write_every_tenant()));

create table governance.two_factor_verification_codes (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  challenge_id uuid not null,
  channel text not null,
  sent_to_hint text not null,
  code_hash bytea not null,
  code_hash_key_id text not null,
  delivery_status text not null default 'queued',
  provider_message_id text,
  attempts smallint not null default 0,
  max_attempts smallint not null default 5,
  expires_at timestamptz not null default (pg_catalog.now() + interval '5 minutes'),
  consumed_at timestamptz,
  outcome text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint two_factor_verification_codes_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint two_factor_verification_codes_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint two_factor_verification_codes_challenge_fk foreign key (tenant_id, challenge_id)
    references governance.two_factor_challenges (tenant_id, id) on delete cascade,
  constraint two_factor_verification_codes_channel_known check (channel in ('sms', 'voice', 'email', 'push')),
  constraint two_factor_verification_codes_sent_to_hint_is_starred check (
    pg_catalog.strpos(sent_to_hint, '*') > 0 and pg_catalog.length(sent_to_hint) <= 64),
  constraint two_factor_verification_codes_code_hash_is_digest check (pg_catalog.octet_length(code_hash) = 32),
  constraint two_factor_verification_codes_code_hash_key_id_not_blank check (pg_catalog.btrim(code_hash_key_id) <> ''),
  constraint two_factor_verification_codes_delivery_status_known check (
    delivery_status in ('queued', 'sent', 'delivered', 'failed')),
  constraint two_factor_verification_codes_provider_message_id_not_blank check (pg_catalog.btrim(provider_message_id) <> ''),
  constraint two_factor_verification_codes_attempts_not_negative check (attempts >= 0),
  constraint two_factor_verification_codes_max_attempts_range check (max_attempts between 1 and 100),
  constraint two_factor_verification_codes_attempts_within_limit check (attempts <= max_attempts),
  constraint two_factor_verification_codes_expires_after_creation check (
    expires_at > created_at and expires_at <= created_at + interval '24 hours'),
  constraint two_factor_verification_codes_consumed_in_time check (consumed_at >= created_at and consumed_at <= expires_at),
  constraint two_factor_verification_codes_outcome_known check (outcome in ('verified', 'superseded', 'exhausted')),
  constraint two_factor_verification_codes_consumed_has_outcome check ((consumed_at is null) = (outcome is null))
);
create index two_factor_verification_codes_user on governance.two_factor_verification_codes (tenant_id, user_id);
create index two_factor_verification_codes_challenge on governance.two_factor_verification_codes (tenant_id, challenge_id);
create unique index two_factor_verification_codes_one_open on governance.two_factor_verification_codes (tenant_id, challenge_id)
  where consumed_at is null;

comment on table governance.two_factor_verification_codes is
  'Codes that were sent out, as keyed hashes: six digits are guessed from a plain hash in a moment. Readable in the person''s own session only; they go with their challenge.';
comment on column governance.two_factor_verification_codes.id is 'Its identity.';
comment on column governance.two_factor_verification_codes.tenant_id is 'The tenant that it belongs to.';
comment on column governance.two_factor_verification_codes.user_id is 'To whom it was sent; it goes with the person.';
comment on column governance.two_factor_verification_codes.challenge_id is
  'The challenge that it answers; it goes with that.';
comment on column governance.two_factor_verification_codes.channel is 'How it was sent.';
comment on column governance.two_factor_verification_codes.sent_to_hint is 'Where it was sent, with most of it starred out.';
comment on column governance.two_factor_verification_codes.code_hash is
  'HMAC-SHA-256 of the code with a key that is not in the database; never the code.';
comment on column governance.two_factor_verification_codes.code_hash_key_id is 'Which key that is.';
comment on column governance.two_factor_verification_codes.delivery_status is 'How far the message came.';
comment on column governance.two_factor_verification_codes.provider_message_id is 'What the carrier calls the message.';
comment on column governance.two_factor_verification_codes.attempts is 'How many wrong codes were given against it.';
comment on column governance.two_factor_verification_codes.max_attempts is 'After how many it ends.';
comment on column governance.two_factor_verification_codes.expires_at is 'Until when it can be used.';
comment on column governance.two_factor_verification_codes.consumed_at is 'When it was used or replaced; it is good once.';
comment on column governance.two_factor_verification_codes.outcome is 'How it ended.';
comment on column governance.two_factor_verification_codes.created_at is 'When the row was made.';
comment on column governance.two_factor_verification_codes.updated_at is 'When the row was last changed.';

create trigger two_factor_verification_codes_set_updated_at before update on governance.two_factor_verification_codes
  for each row execute function governance.set_updated_at();
create trigger two_factor_verification_codes_fixed before update on governance.two_factor_verification_codes
  for each row when ((old.user_id, old.challenge_id, old.code_hash, old.code_hash_key_id, old.expires_at, old.max_attempts) is distinct from
    (new.user_id, new.challenge_id, new.code_hash, new.code_hash_key_id, new.expires_at, new.max_attempts))
  execute function governance.refuse_exchange();

alter table governance.two_factor_verification_codes enable row level security;
alter table governance.two_factor_verification_codes force row level security;
create policy two_factor_verification_codes_select on governance.two_factor_verification_codes for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));
create policy two_factor_verification_codes_insert on governance.two_factor_verification_codes for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy two_factor_verification_codes_update on governance.two_factor_verification_codes for update
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
  with check (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy two_factor_verification_codes_delete on governance.two_factor_verification_codes for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));

create table governance.two_factor_audit_log (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  occurred_at timestamptz not null default pg_catalog.now(),
  user_id uuid,
  subject_key uuid,
  actor_subject_key uuid,
  event_type text not null,
  method text,
  succeeded boolean not null,
  reason text,
  device_id uuid,
  challenge_id uuid,
  ip_address inet,
  user_agent text,
  request_id text,
  details jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  constraint two_factor_audit_log_pkey primary key (id, occurred_at),
  constraint two_factor_audit_log_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint two_factor_audit_log_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint two_factor_audit_log_event_type_known check (
    event_type in ('enrolled', 'challenged', 'verified', 'failed', 'locked', 'unlocked', 'disabled', 'reset',
    'recovery_codes_made', 'recovery_code_used', 'device_trusted', 'device_revoked', 'clone_suspected',
    'policy_changed')),
  constraint two_factor_audit_log_method_known check (method in ('passkey', 'totp', 'sms', 'email', 'recovery_code')),
  constraint two_factor_audit_log_reason_not_blank check (pg_catalog.btrim(reason) <> ''),
  constraint two_factor_audit_log_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint two_factor_audit_log_request_id_not_blank check (pg_catalog.btrim(request_id) <> ''),
  constraint two_factor_audit_log_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object'),
  constraint two_factor_audit_log_not_from_future check (occurred_at <= created_at + interval '10 minutes'),
  constraint two_factor_audit_log_user_has_subject_key check (user_id is null or subject_key is not null)
) partition by range (occurred_at);
create index two_factor_audit_log_user on governance.two_factor_audit_log (tenant_id, user_id, occurred_at);
create index two_factor_audit_log_subject_key on governance.two_factor_audit_log (subject_key, occurred_at);
create index two_factor_audit_log_occurred_at on governance.two_factor_audit_log (tenant_id, occurred_at);

comment on table governance.two_factor_audit_log is
  'What happened to second factors: enrolled, proved, failed, locked, reset. Append-only, in months; it outlives the person by the pseudonym.';
comment on column governance.two_factor_audit_log.id is 'Its identity.';
comment on column governance.two_factor_audit_log.tenant_id is 'The tenant that it belongs to.';
comment on column governance.two_factor_audit_log.occurred_at is 'When it happened.';
comment on column governance.two_factor_audit_log.user_id is 'Whose factor, as long as the person is not erased.';
comment on column governance.two_factor_audit_log.subject_key is
  'The pseudonym of the person; it stays when the person is erased.';
comment on column governance.two_factor_audit_log.actor_subject_key is
  'The pseudonym of who did it, where that was somebody else.';
comment on column governance.two_factor_audit_log.event_type is 'What happened.';
comment on column governance.two_factor_audit_log.method is 'To which factor.';
comment on column governance.two_factor_audit_log.succeeded is 'Whether it succeeded.';
comment on column governance.two_factor_audit_log.reason is 'Why, in words: why it failed, or why it was reset.';
comment on column governance.two_factor_audit_log.device_id is 'From which device; kept also when the device is forgotten.';
comment on column governance.two_factor_audit_log.challenge_id is 'For which challenge; kept also when that is deleted.';
comment on column governance.two_factor_audit_log.ip_address is 'From which address.';
comment on column governance.two_factor_audit_log.user_agent is 'What the browser said of itself.';
comment on column governance.two_factor_audit_log.request_id is 'The request, as other logs name it.';
comment on column governance.two_factor_audit_log.details is 'What else is worth keeping; never a code nor a secret.';
comment on column governance.two_factor_audit_log.created_at is 'When the row was written, by the clock of the server.';

create trigger two_factor_audit_log_keep_subject_key before insert on governance.two_factor_audit_log
  for each row execute function governance.keep_subject_key();
create trigger two_factor_audit_log_append_only before update or delete on governance.two_factor_audit_log
  for each row execute function governance.refuse_change();
create trigger two_factor_audit_log_keep_whole before truncate on governance.two_factor_audit_log
  for each statement execute function governance.refuse_change();

alter table governance.two_factor_audit_log enable row level security;
alter table governance.two_factor_audit_log force row level security;
create policy two_factor_audit_log_select on governance.two_factor_audit_log for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy two_factor_audit_log_insert on governance.two_factor_audit_log for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (user_id is null and subject_key is null)))
         or (select governance.may_write_every_tenant())
         or user_id = (select governance.user_being_reset()));
do $do$
begin
  perform governance.make_partitions('governance.two_factor_audit_log', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;
