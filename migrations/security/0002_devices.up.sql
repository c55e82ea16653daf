-- Devices, and every attempt to sign in.

create table governance.registered_devices (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  name text not null,
  device_type text not null default 'other',
  platform text,
  user_agent text,
  fingerprint_hash bytea not null,
  device_public_key bytea,
  last_seen_at timestamptz,
  last_ip_address inet,
  last_country text,
  trusted_at timestamptz,
  trusted_until timestamptz,
  revoked_at timestamptz,
  revocation_reason text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint registered_devices_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint registered_devices_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint registered_devices_tenant_id_unique unique (tenant_id, id),
  constraint registered_devices_fingerprint_unique unique (tenant_id, user_id, fingerprint_hash),
  constraint registered_devices_name_not_blank check (pg_catalog.btrim(name) <> '' and pg_catalog.length(name) <= 200),
  constraint registered_devices_device_type_known check (
    device_type in ('desktop', 'laptop', 'phone', 'tablet', 'server', 'other')),
  constraint registered_devices_platform_not_blank check (pg_catalog.btrim(platform) <> ''),
  constraint registered_devices_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint registered_devices_fingerprint_hash_is_digest check (pg_catalog.octet_length(fingerprint_hash) = 32),
  constraint registered_devices_device_public_key_not_empty check (pg_catalog.octet_length(device_public_key) > 0),
  constraint registered_devices_seen_after_creation check (last_seen_at >= created_at),
  constraint registered_devices_country_format check (last_country ~ '^[A-Z]{2}$'),
  constraint registered_devices_trust_has_end check ((trusted_at is null) = (trusted_until is null)),
  constraint registered_devices_trust_ends_after_start check (trusted_until > trusted_at),
  constraint registered_devices_revoked_after_creation check (revoked_at >= created_at),
  constraint registered_devices_revocation_has_reason check ((revoked_at is null) = (revocation_reason is null)),
  constraint registered_devices_revocation_reason_not_blank check (pg_catalog.btrim(revocation_reason) <> '')
);
create index registered_devices_trusted_until on governance.registered_devices (trusted_until)
  where trusted_until is not null;

comment on table governance.registered_devices is
  'The devices that people sign in from, and which of them are trusted for how long. The seed''s phrase is fingerprinting; a fingerprint is personal data, so only a keyed hash of it is kept.';
comment on column governance.registered_devices.id is 'Its identity.';
comment on column governance.registered_devices.tenant_id is 'The tenant that it belongs to.';
comment on column governance.registered_devices.user_id is 'Whose device it is; it goes with the person.';
comment on column governance.registered_devices.name is 'What the person calls it.';
comment on column governance.registered_devices.device_type is 'What kind of thing it is.';
comment on column governance.registered_devices.platform is 'Operating system and browser, as far as they are known.';
comment on column governance.registered_devices.user_agent is 'What the browser last said of itself.';
comment on column governance.registered_devices.fingerprint_hash is
  'HMAC-SHA-256 of the fingerprint, with a key that is not in the database.';
comment on column governance.registered_devices.device_public_key is
  'The public part of a key that never leaves the device, where it has one.';
comment on column governance.registered_devices.last_seen_at is 'When somebody last signed in from it.';
comment on column governance.registered_devices.last_ip_address is 'From which address that was.';
comment on column governance.registered_devices.last_country is
  'In which country that address lies, as ISO 3166-1 writes it.';
comment on column governance.registered_devices.trusted_at is 'Since when the second factor is not asked for here.';
comment on column governance.registered_devices.trusted_until is 'Until when; trust always ends.';
comment on column governance.registered_devices.revoked_at is 'When the device was shut out.';
comment on column governance.registered_devices.revocation_reason is 'Why it was shut out.';
comment on column governance.registered_devices.created_at is 'When the row was made.';
comment on column governance.registered_devices.updated_at is 'When the row was last changed.';

create trigger registered_devices_set_updated_at before update on governance.registered_devices
  for each row execute function governance.set_updated_at();
create trigger registered_devices_fixed before update on governance.registered_devices
  for each row when ((old.user_id, old.fingerprint_hash, old.device_public_key) is distinct from
    (new.user_id, new.fingerprint_hash, new.device_public_key))
  execute function governance.refuse_exchange();

alter table governance.registered_devices enable row level security;
alter table governance.registered_devices force row level security;
create policy registered_devices_select on governance.registered_devices for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy registered_devices_insert on governance.registered_devices for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy registered_devices_update on governance.registered_devices for update
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy registered_devices_delete on governance.registered_devices for delete
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));

create table governance.device_login_attempts (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  occurred_at timestamptz not null default pg_catalog.now(),
  user_id uuid,
  subject_key uuid,
  identifier_hash bytea,
  hash_key_id text,
  device_id uuid,
  method text not null,
  succeeded boolean not null,
  failure_reason text,
  risk_score smallint,
  ip_address inet,
  country text,
  user_agent text,
  request_id text,
  created_at timestamptz not null default pg_catalog.now(),
  constraint device_login_attempts_pkey primary key (id, occurred_at),
  constraint device_login_attempts_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint device_login_attempts_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint device_login_attempts_device_fk foreign key (tenant_id, device_id)
    references governance.registered_devices (tenant_id, id) on delete set null (device_id),
  constraint device_login_attempts_method_known check (
    method in ('password', 'passkey', 'totp', 'sms', 'email', 'recovery_code', 'sso', 'magic_link', 'device_key')),
  constraint device_login_attempts_failure_reason_known check (
    failure_reason in ('unknown_identity', 'wrong_password', 'wrong_second_factor', 'expired_challenge',
    'account_disabled', 'locked_out', 'device_blocked', 'policy', 'rate_limited')),
  constraint device_login_attempts_failure_has_reason check (succeeded = (failure_reason is null)),
  constraint device_login_attempts_success_has_person check (subject_key is not null or not succeeded),
  constraint device_login_attempts_says_who check (subject_key is not null or identifier_hash is not null),
  constraint device_login_attempts_identifier_hash_is_digest check (pg_catalog.octet_length(identifier_hash) = 32),
  constraint device_login_attempts_identifier_hash_has_key check ((identifier_hash is null) = (hash_key_id is null)),
  constraint device_login_attempts_hash_key_id_not_blank check (pg_catalog.btrim(hash_key_id) <> ''),
  constraint device_login_attempts_risk_score_range check (risk_score between 0 and 100),
  constraint device_login_attempts_country_format check (country ~ '^[A-Z]{2}$'),
  constraint device_login_attempts_user_agent_not_blank check (pg_catalog.btrim(user_agent) <> ''),
  constraint device_login_attempts_request_id_not_blank check (pg_catalog.btrim(request_id) <> ''),
  constraint device_login_attempts_not_from_future check (occurred_at <= created_at + interval '10 minutes'),
  constraint device_login_attempts_user_has_subject_key check (user_id is null or subject_key is not null)
) partition by range (occurred_at);
create index device_login_attempts_user on governance.device_login_attempts (tenant_id, user_id, occurred_at);
create index device_login_attempts_device on governance.device_login_attempts (tenant_id, device_id);
create index device_login_attempts_occurred_at on governance.device_login_attempts (tenant_id, occurred_at);
create index device_login_attempts_failed_address on governance.device_login_attempts (ip_address, occurred_at)
  where not succeeded;
create index device_login_attempts_failed_identifier on governance.device_login_attempts (identifier_hash, occurred_at)
  where not succeeded;

comment on table governance.device_login_attempts is
  'Every attempt to sign in, also of those who are not known. The service that signs people in writes it for nobody yet, with the right to write every tenant; it knows the tenant from the page that was used. Append-only, in months.';
comment on column governance.device_login_attempts.id is 'Its identity.';
comment on column governance.device_login_attempts.tenant_id is 'The tenant that it belongs to.';
comment on column governance.device_login_attempts.occurred_at is 'When it was tried.';
comment on column governance.device_login_attempts.user_id is 'Who tried, if the person is known and not yet erased.';
comment on column governance.device_login_attempts.subject_key is
  'The pseudonym of the person; it stays when the person is erased.';
comment on column governance.device_login_attempts.identifier_hash is
  'HMAC-SHA-256 of what was typed as a name: it may be a password typed into the wrong field, so never the text itself.';
comment on column governance.device_login_attempts.hash_key_id is
  'Which key the hash was made with; the key is not in the database.';
comment on column governance.device_login_attempts.device_id is
  'From which registered device; emptied when that is forgotten.';
comment on column governance.device_login_attempts.method is 'How the person tried to prove it.';
comment on column governance.device_login_attempts.succeeded is 'Whether this step succeeded.';
comment on column governance.device_login_attempts.failure_reason is 'Why it failed.';
comment on column governance.device_login_attempts.risk_score is 'How suspicious it looked, 0 to 100.';
comment on column governance.device_login_attempts.ip_address is 'From which address.';
comment on column governance.device_login_attempts.country is 'In which country that address lies, as ISO 3166-1 writes it.';
comment on column governance.device_login_attempts.user_agent is 'What the browser said of itself.';
comment on column governance.device_login_attempts.request_id is 'The request, as other logs name it.';
comment on column governance.device_login_attempts.created_at is 'When the row was written, by the clock of the server.';

create trigger device_login_attempts_keep_subject_key before insert on governance.device_login_attempts
  for each row execute function governance.keep_subject_key();
create trigger device_login_attempts_append_only before update or delete on governance.device_login_attempts
  for each row execute function governance.refuse_change();
create trigger device_login_attempts_keep_whole before truncate on governance.device_login_attempts
  for each statement execute function governance.refuse_change();

alter table governance.device_login_attempts enable row level security;
alter table governance.device_login_attempts force row level security;
create policy device_login_attempts_select on governance.device_login_attempts for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy device_login_attempts_insert on governance.device_login_attempts for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (user_id is null and subject_key is null)))
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.device_login_attempts', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;
