-- Sessions, tokens as ciphertext, warnings, and the reset of somebody's credentials.

create table governance.authentication_sessions (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  device_id uuid,
  token_hash bytea not null,
  assurance_level smallint not null default 1,
  authentication_methods text[] not null,
  authenticated_at timestamptz not null default pg_catalog.now(),
  last_seen_at timestamptz not null default pg_catalog.now(),
  idle_expires_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revocation_reason text,
  ip_address inet,
  country text,
  user_agent text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint authentication_sessions_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint authentication_sessions_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint authentication_sessions_device_fk foreign key (tenant_id, device_id)
    references governance.registered_devices (tenant_id, id) on delete set null (device_id),
  constraint authentication_sessions_tenant_id_unique unique (tenant_id, id),
  constraint authentication_sessions_token_hash_unique unique (token_hash),
  constraint authentication_sessions_token_hash_is_digest check (pg_catalog.octet_length(token_hash) = 32),
  constraint authentication_sessions_assurance_level_range check (assurance_level between 1 and 3),
  constraint authentication_sessions_methods_not_empty check (pg_catalog.cardinality(authentication_methods) > 0),
  constraint authentication_sessions_expires_after_creation check (expires_at > created_at),
  constraint authentication_sessions_idle_expires_first check (idle_expires_at <= expires_at),
  constraint authentication_sessions_seen_after_creation check (last_seen_at >= created_at),
  constraint authentication_sessions_revoked_after_creation check (revoked_at >= created_at),
  constraint authentication_sessions_revocation_reason_known check (
    revocation_reason in ('signed_out', 'replaced', 'administrator', 'suspicious', 'password_changed',
    'credentials_reset', 'person_disabled')),
  constraint authentication_sessions_revocation_has_reason check ((revoked_at is null) = (revocation_reason is null)),
  constraint authentication_sessions_country_format check (country ~ '^[A-Z]{2}$'),
  constraint authentication_sessions_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> '')
);
create index authentication_sessions_user on governance.authentication_sessions (tenant_id, user_id);
create index authentication_sessions_device on governance.authentication_sessions (tenant_id, device_id);
create index authentication_sessions_open on governance.authentication_sessions (expires_at) where revoked_at is null;

comment on table governance.authentication_sessions is
  'The sessions that people are signed in with. A row holds a hash of the session''s token, so that whoever reads the table signs in as nobody. People and administrators see them; a service that looks sessions up by token needs the right to read every tenant.';
comment on column governance.authentication_sessions.id is 'Its identity.';
comment on column governance.authentication_sessions.tenant_id is 'The tenant that it belongs to.';
comment on column governance.authentication_sessions.user_id is
  'Whose session it is; it goes with the person, what it did stays in the logs.';
comment on column governance.authentication_sessions.device_id is
  'On which registered device; emptied when that is forgotten.';
comment on column governance.authentication_sessions.token_hash is
  'SHA-256 of the session''s token, which is at least 16 random bytes.';
comment on column governance.authentication_sessions.assurance_level is
  'How sure it is who it is: the authenticator assurance level of NIST SP 800-63B, 1 to 3.';
comment on column governance.authentication_sessions.authentication_methods is
  'How it was proved, in the words of RFC 8176: pwd, otp, hwk, mfa …';
comment on column governance.authentication_sessions.authenticated_at is 'When it was last proved; asking again moves it.';
comment on column governance.authentication_sessions.last_seen_at is 'When it was last used.';
comment on column governance.authentication_sessions.idle_expires_at is 'When it ends if it is not used.';
comment on column governance.authentication_sessions.expires_at is 'When it ends in any case.';
comment on column governance.authentication_sessions.revoked_at is 'When it was ended before its time.';
comment on column governance.authentication_sessions.revocation_reason is 'Why it was ended.';
comment on column governance.authentication_sessions.ip_address is 'From which address it was last used.';
comment on column governance.authentication_sessions.country is
  'In which country that address lies, as ISO 3166-1 writes it.';
comment on column governance.authentication_sessions.user_agent is 'What the browser said of itself.';
comment on column governance.authentication_sessions.created_at is 'When the row was made.';
comment on column governance.authentication_sessions.updated_at is 'When the row was last changed.';

create trigger authentication_sessions_set_updated_at before update on governance.authentication_sessions
  for each row execute function governance.set_updated_at();
create trigger authentication_sessions_fixed before update on governance.authentication_sessions
  for each row when (old.user_id is distinct from
    new.user_id)
  execute function governance.refuse_exchange();

alter table governance.authentication_sessions enable row level security;
alter table governance.authentication_sessions force row level security;
create policy authentication_sessions_select on governance.authentication_sessions for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant())
         or user_id = (select governance.user_being_reset()));
create policy authentication_sessions_insert on governance.authentication_sessions for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy authentication_sessions_update on governance.authentication_sessions for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant())
         or user_id = (select governance.user_being_reset()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant())
         or user_id = (select governance.user_being_reset()));
create policy authentication_sessions_delete on governance.authentication_sessions for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.secure_token_storage (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  session_id uuid,
  token_type text not null,
  issuer text not null,
  audience text,
  scopes text[] not null default '{}',
  token_ciphertext bytea not null,
  token_ciphertext_key_id text not null,
  encryption_algorithm text not null default 'AES-256-GCM',
  token_hash bytea not null,
  family_id uuid not null default pg_catalog.gen_random_uuid(),
  generation integer not null default 1,
  issued_at timestamptz not null default pg_catalog.now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revocation_reason text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint secure_token_storage_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint secure_token_storage_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint secure_token_storage_session_fk foreign key (tenant_id, session_id)
    references governance.authentication_sessions (tenant_id, id) on delete cascade,
  constraint secure_token_storage_token_hash_unique unique (token_hash),
  constraint secure_token_storage_generation_unique unique (tenant_id, user_id, family_id, generation),
  constraint secure_token_storage_token_type_known check (
    token_type in ('access', 'refresh', 'id', 'api_key', 'personal_access', 'service')),
  constraint secure_token_storage_issuer_not_blank check (pg_catalog.btrim(issuer) <> ''),
  constraint secure_token_storage_audience_not_blank check (pg_catalog.btrim(audience) <> ''),
  constraint secure_token_storage_token_ciphertext_is_ciphertext check (pg_catalog.octet_length(token_ciphertext) > 28),
  constraint secure_token_storage_token_ciphertext_key_id_not_blank check (pg_catalog.btrim(token_ciphertext_key_id) <> ''),
  constraint secure_token_storage_encryption_algorithm_known check (
    encryption_algorithm in ('AES-256-GCM', 'AES-256-GCM-SIV', 'XChaCha20-Poly1305')),
  constraint secure_token_storage_token_hash_is_digest check (pg_catalog.octet_length(token_hash) = 32),
  constraint secure_token_storage_generation_positive check (generation >= 1),
  constraint secure_token_storage_expires_after_issue check (expires_at > issued_at),
  constraint secure_token_storage_used_after_issue check (last_used_at >= issued_at),
  constraint secure_token_storage_revoked_after_issue check (revoked_at >= issued_at),
  constraint secure_token_storage_revocation_reason_known check (
    revocation_reason in ('rotated', 'reused', 'signed_out', 'administrator', 'person_disabled', 'key_compromised')),
  constraint secure_token_storage_revocation_has_reason check ((revoked_at is null) = (revocation_reason is null))
);
create index secure_token_storage_session on governance.secure_token_storage (tenant_id, session_id);
create index secure_token_storage_open on governance.secure_token_storage (expires_at) where revoked_at is null;

comment on table governance.secure_token_storage is
  'Tokens that the application holds for a person, as ciphertext. Readable in the person''s own session only, not by administrators nor auditors; administrators take them away with reset_credentials().';
comment on column governance.secure_token_storage.id is 'Its identity.';
comment on column governance.secure_token_storage.tenant_id is 'The tenant that it belongs to.';
comment on column governance.secure_token_storage.user_id is 'Whose token it is; it goes with the person.';
comment on column governance.secure_token_storage.session_id is 'The session that it was given to; it goes with that.';
comment on column governance.secure_token_storage.token_type is 'What kind of token it is.';
comment on column governance.secure_token_storage.issuer is 'Who gave it out.';
comment on column governance.secure_token_storage.audience is 'For whom it is good.';
comment on column governance.secure_token_storage.scopes is 'What it permits.';
comment on column governance.secure_token_storage.token_ciphertext is
  'The token as ciphertext, with nonce and tag; never the token.';
comment on column governance.secure_token_storage.token_ciphertext_key_id is
  'Which key it was made with; the key is not in the database.';
comment on column governance.secure_token_storage.encryption_algorithm is 'How it was made.';
comment on column governance.secure_token_storage.token_hash is
  'SHA-256 of the token, by which it is found; tokens are long and random, so this gives nothing away.';
comment on column governance.secure_token_storage.family_id is
  'The chain of refresh tokens that it belongs to: when one is used twice the whole chain is revoked (RFC 9700).';
comment on column governance.secure_token_storage.generation is 'Its place in the chain.';
comment on column governance.secure_token_storage.issued_at is 'When it was given out.';
comment on column governance.secure_token_storage.expires_at is 'When it ends; a token without an end is a password.';
comment on column governance.secure_token_storage.last_used_at is 'When it was last used.';
comment on column governance.secure_token_storage.revoked_at is 'When it was ended before its time.';
comment on column governance.secure_token_storage.revocation_reason is 'Why it was ended.';
comment on column governance.secure_token_storage.created_at is 'When the row was made.';
comment on column governance.secure_token_storage.updated_at is 'When the row was last changed.';

create trigger secure_token_storage_set_updated_at before update on governance.secure_token_storage
  for each row execute function governance.set_updated_at();
create trigger secure_token_storage_fixed before update on governance.secure_token_storage
  for each row when ((old.user_id, old.token_hash, old.family_id, old.generation) is distinct from
    (new.user_id, new.token_hash, new.family_id, new.generation))
  execute function governance.refuse_exchange();

alter table governance.secure_token_storage enable row level security;
alter table governance.secure_token_storage force row level security;
create policy secure_token_storage_select on governance.secure_token_storage for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));
create policy secure_token_storage_insert on governance.secure_token_storage for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy secure_token_storage_update on governance.secure_token_storage for update
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
  with check (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy secure_token_storage_delete on governance.secure_token_storage for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));

create table governance.session_warnings (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  session_id uuid,
  warning_type text not null,
  severity text not null,
  message text not null,
  details jsonb not null default '{}',
  acknowledged_at timestamptz,
  resolved_at timestamptz,
  resolution text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint session_warnings_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint session_warnings_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint session_warnings_session_fk foreign key (tenant_id, session_id)
    references governance.authentication_sessions (tenant_id, id) on delete set null (session_id),
  constraint session_warnings_warning_type_known check (
    warning_type in ('new_device', 'new_country', 'impossible_travel', 'concurrent_sessions', 'expires_soon',
    'idle', 'token_reused', 'privilege_change', 'weaker_factor', 'address_change')),
  constraint session_warnings_severity_known check (severity in ('critical', 'high', 'medium', 'low', 'info')),
  constraint session_warnings_message_not_blank check (pg_catalog.btrim(message) <> ''),
  constraint session_warnings_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object'),
  constraint session_warnings_acknowledged_after_creation check (acknowledged_at >= created_at),
  constraint session_warnings_resolved_after_creation check (resolved_at >= created_at),
  constraint session_warnings_resolution_known check (resolution in ('was_me', 'was_not_me', 'dismissed', 'expired')),
  constraint session_warnings_resolved_has_resolution check ((resolved_at is null) = (resolution is null))
);
create index session_warnings_user on governance.session_warnings (tenant_id, user_id);
create index session_warnings_session on governance.session_warnings (tenant_id, session_id);
create index session_warnings_open on governance.session_warnings (tenant_id, severity, created_at)
  where resolved_at is null;

comment on table governance.session_warnings is
  'What was odd about a session, told to its person: a new device, another country, a token used twice. What turns out to be an attack goes on in security_violations.';
comment on column governance.session_warnings.id is 'Its identity.';
comment on column governance.session_warnings.tenant_id is 'The tenant that it belongs to.';
comment on column governance.session_warnings.user_id is 'Who is warned; it goes with the person.';
comment on column governance.session_warnings.session_id is 'Which session it is about; emptied when that is deleted.';
comment on column governance.session_warnings.warning_type is 'What was odd.';
comment on column governance.session_warnings.severity is 'How bad it is.';
comment on column governance.session_warnings.message is 'What the person is told.';
comment on column governance.session_warnings.details is 'What it was seen by.';
comment on column governance.session_warnings.acknowledged_at is 'When the person had seen it.';
comment on column governance.session_warnings.resolved_at is 'When it was settled.';
comment on column governance.session_warnings.resolution is 'How it was settled.';
comment on column governance.session_warnings.created_at is 'When the row was made.';
comment on column governance.session_warnings.updated_at is 'When the row was last changed.';

create trigger session_warnings_set_updated_at before update on governance.session_warnings
  for each row execute function governance.set_updated_at();
create trigger session_warnings_fixed before update on governance.session_warnings
  for each row when ((old.user_id, old.warning_type, old.severity) is distinct from
    (new.user_id, new.warning_type, new.severity))
  execute function governance.refuse_exchange();

alter table governance.session_warnings enable row level security;
alter table governance.session_warnings force row level security;
create policy session_warnings_select on governance.session_warnings for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy session_warnings_insert on governance.session_warnings for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy session_warnings_update on governance.session_warnings for update
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy session_warnings_delete on governance.session_warnings for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create function governance.reset_credentials(of_user uuid, because text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  who constant uuid := governance.current_user_id();
  gone integer := 0;
  found_now integer;
begin
  if not governance.is_tenant_admin() or of_user = who or not exists (
    select from governance.users as person
    where person.id = of_user and person.tenant_id = governance.current_tenant_id()
  ) then
    raise exception 'the credentials of % are not yours to reset', of_user
      using errcode = 'insufficient_privilege', hint = 'An administrator of the same tenant does it, for somebody else.';
  end if;
  perform pg_catalog.set_config('provost.user_being_reset', of_user::text, true);
  delete from governance.two_factor_challenges where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  delete from governance.user_two_factor_auth where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  delete from governance.user_sms_two_factor where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  delete from governance.user_email_two_factor where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  delete from governance.passkey_credentials where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  delete from governance.secure_token_storage where user_id = of_user;
  get diagnostics found_now = row_count; gone := gone + found_now;
  update governance.authentication_sessions set revoked_at = pg_catalog.now(), revocation_reason = 'credentials_reset'
  where user_id = of_user and revoked_at is null;
  get diagnostics found_now = row_count; gone := gone + found_now;
  update governance.registered_devices set trusted_at = null, trusted_until = null
  where user_id = of_user and trusted_at is not null;
  insert into governance.two_factor_audit_log (user_id, actor_subject_key, event_type, succeeded, reason, details)
  values (of_user, (select person.subject_key from governance.users as person where person.id = who), 'reset', true, because,
          pg_catalog.jsonb_build_object('credentials', gone));
  perform pg_catalog.set_config('provost.user_being_reset', '', true);
  return gone;
end
$$;
revoke execute on function governance.reset_credentials(uuid, text) from public;
comment on function governance.reset_credentials(uuid, text) is
  'Takes away the second factors, tokens and sessions of somebody of the own tenant who lost them or left, writes into two_factor_audit_log why, and returns how many there were. It runs as the owner: administrators delete here what they must not read.';
