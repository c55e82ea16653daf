-- What a tenant demands of second factors, and the secrets of TOTP as ciphertext.

create table governance.two_factor_policies (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  description text,
  is_enabled boolean not null default true,
  priority integer not null default 100,
  applies_to text not null default 'everyone',
  security_tier text,
  is_required boolean not null default true,
  assurance_level smallint not null default 2,
  allowed_methods text[] not null default array['passkey', 'totp'],
  phishing_resistant_only boolean not null default false,
  grace_days smallint not null default 0,
  trust_device_days smallint not null default 30,
  max_attempts smallint not null default 5,
  lockout_seconds integer not null default 900,
  code_lifetime_seconds integer not null default 300,
  reauthenticate_after_seconds integer not null default 43200,
  recovery_codes smallint not null default 10,
  valid_from timestamptz not null default pg_catalog.now(),
  valid_until timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint two_factor_policies_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint two_factor_policies_name_unique unique (tenant_id, name),
  constraint two_factor_policies_name_not_blank check (pg_catalog.btrim(name) <> '' and pg_catalog.length(name) <= 200),
  constraint two_factor_policies_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint two_factor_policies_priority_range check (priority between 0 and 10000),
  constraint two_factor_policies_applies_to_known check (applies_to in ('everyone', 'administrators', 'tier')),
  constraint two_factor_policies_security_tier_known check (security_tier in ('standard', 'elevated', 'high', 'critical')),
  constraint two_factor_policies_tier_is_named check ((applies_to = 'tier') = (security_tier is not null)),
  constraint two_factor_policies_assurance_level_range check (assurance_level between 1 and 3),
  constraint two_factor_policies_methods_known check (
    allowed_methods <@ array['passkey', 'totp', 'sms', 'email', 'recovery_code'] and
    pg_catalog.cardinality(allowed_methods) > 0),
  constraint two_factor_policies_phishing_resistant_is_passkey check (
    not phishing_resistant_only or allowed_methods = array['passkey']),
  constraint two_factor_policies_grace_days_range check (grace_days between 0 and 90),
  constraint two_factor_policies_trust_device_days_range check (trust_device_days between 0 and 365),
  constraint two_factor_policies_max_attempts_range check (max_attempts between 1 and 100),
  constraint two_factor_policies_lockout_seconds_range check (lockout_seconds between 0 and 86400),
  constraint two_factor_policies_code_lifetime_seconds_range check (code_lifetime_seconds between 30 and 600),
  constraint two_factor_policies_reauthenticate_after_seconds_range check (
    reauthenticate_after_seconds between 60 and 2592000),
  constraint two_factor_policies_recovery_codes_range check (recovery_codes between 0 and 20),
  constraint two_factor_policies_ends_after_start check (valid_until > valid_from)
);
create index two_factor_policies_in_force on governance.two_factor_policies (tenant_id, priority) where is_enabled;

comment on table governance.two_factor_policies is
  'What a tenant demands of its people''s second factors. Everybody of the tenant may read it; its administrators write it.';
comment on column governance.two_factor_policies.id is 'Its identity.';
comment on column governance.two_factor_policies.tenant_id is 'The tenant that it belongs to.';
comment on column governance.two_factor_policies.name is 'What the policy is called.';
comment on column governance.two_factor_policies.description is 'What it is for.';
comment on column governance.two_factor_policies.is_enabled is 'Whether it is in force.';
comment on column governance.two_factor_policies.priority is
  'Of several that fit a person, the one with the smallest number holds.';
comment on column governance.two_factor_policies.applies_to is 'Whom it binds.';
comment on column governance.two_factor_policies.security_tier is
  'Which tier of user_security_tier it binds, where it binds a tier.';
comment on column governance.two_factor_policies.is_required is 'Whether a second factor must be used, or may be.';
comment on column governance.two_factor_policies.assurance_level is
  'The authenticator assurance level of NIST SP 800-63B that a session must reach, 1 to 3.';
comment on column governance.two_factor_policies.allowed_methods is
  'Which second factors count. SMS is a restricted authenticator in NIST SP 800-63B and not among them by default.';
comment on column governance.two_factor_policies.phishing_resistant_only is
  'Whether only factors count that a false page cannot pass on: passkeys.';
comment on column governance.two_factor_policies.grace_days is 'How many days a new person may wait.';
comment on column governance.two_factor_policies.trust_device_days is
  'For how many days a device may be trusted; 0 is never.';
comment on column governance.two_factor_policies.max_attempts is 'After how many wrong answers a challenge ends.';
comment on column governance.two_factor_policies.lockout_seconds is 'For how long the factor is locked then.';
comment on column governance.two_factor_policies.code_lifetime_seconds is 'How long a code that was sent may be used.';
comment on column governance.two_factor_policies.reauthenticate_after_seconds is 'After how long a session asks again.';
comment on column governance.two_factor_policies.recovery_codes is 'How many recovery codes a person gets; 0 is none.';
comment on column governance.two_factor_policies.valid_from is 'From when it holds.';
comment on column governance.two_factor_policies.valid_until is 'Until when it holds; none is without end.';
comment on column governance.two_factor_policies.created_at is 'When the row was made.';
comment on column governance.two_factor_policies.updated_at is 'When the row was last changed.';

create trigger two_factor_policies_set_updated_at before update on governance.two_factor_policies
  for each row execute function governance.set_updated_at();

alter table governance.two_factor_policies enable row level security;
alter table governance.two_factor_policies force row level security;
create policy two_factor_policies_select on governance.two_factor_policies for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()));
create policy two_factor_policies_insert on governance.two_factor_policies for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy two_factor_policies_update on governance.two_factor_policies for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy two_factor_policies_delete on governance.two_factor_policies for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.user_two_factor_auth (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  is_enabled boolean not null default false,
  preferred_method text,
  totp_secret bytea,
  totp_secret_key_id text,
  totp_algorithm text not null default 'SHA1',
  totp_digits smallint not null default 6,
  totp_period_seconds smallint not null default 30,
  totp_last_used_counter bigint,
  totp_confirmed_at timestamptz,
  recovery_code_hashes text[] not null default '{}',
  recovery_codes_made_at timestamptz,
  last_verified_at timestamptz,
  failed_attempts smallint not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_two_factor_auth_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint user_two_factor_auth_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint user_two_factor_auth_user_unique unique (tenant_id, user_id),
  constraint user_two_factor_auth_preferred_method_known check (preferred_method in ('passkey', 'totp', 'sms', 'email')),
  constraint user_two_factor_auth_enabled_has_method check (not is_enabled or preferred_method is not null),
  constraint user_two_factor_auth_totp_secret_has_key check ((totp_secret is null) = (totp_secret_key_id is null)),
  constraint user_two_factor_auth_totp_secret_is_ciphertext check (pg_catalog.octet_length(totp_secret) >= 38),
  constraint user_two_factor_auth_totp_secret_key_id_not_blank check (pg_catalog.btrim(totp_secret_key_id) <> ''),
  constraint user_two_factor_auth_totp_algorithm_known check (totp_algorithm in ('SHA1', 'SHA256', 'SHA512')),
  constraint user_two_factor_auth_totp_digits_range check (totp_digits between 6 and 8),
  constraint user_two_factor_auth_totp_period_seconds_range check (totp_period_seconds between 15 and 120),
  constraint user_two_factor_auth_totp_last_used_counter_not_negative check (totp_last_used_counter >= 0),
  constraint user_two_factor_auth_totp_confirmed_has_secret check (totp_confirmed_at is null or totp_secret is not null),
  constraint user_two_factor_auth_totp_confirmed_after_creation check (totp_confirmed_at >= created_at),
  constraint user_two_factor_auth_totp_preferred_is_confirmed check (
    preferred_method <> 'totp' or totp_confirmed_at is not null),
  constraint user_two_factor_auth_recovery_codes_are_hashes check (
    pg_catalog.array_to_string(recovery_code_hashes, pg_catalog.chr(10), '') ~
    '^((^|\n)\$(2[aby]|argon2id|scrypt|pbkdf2[a-z0-9-]*)\$[^\n]+)*$'),
  constraint user_two_factor_auth_recovery_codes_have_time check (
    recovery_codes_made_at is not null or recovery_code_hashes = '{}'),
  constraint user_two_factor_auth_failed_attempts_not_negative check (failed_attempts >= 0)
);

comment on table governance.user_two_factor_auth is
  'Whether a person uses a second factor, the TOTP secret as ciphertext, and hashes of recovery codes. Readable in the person''s own session only, not by administrators nor auditors; administrators take it away with reset_credentials().';
comment on column governance.user_two_factor_auth.id is 'Its identity.';
comment on column governance.user_two_factor_auth.tenant_id is 'The tenant that it belongs to.';
comment on column governance.user_two_factor_auth.user_id is 'Whose factor it is; it goes with the person.';
comment on column governance.user_two_factor_auth.is_enabled is
  'Whether a second factor is asked for; users.tfa_enabled follows it.';
comment on column governance.user_two_factor_auth.preferred_method is 'Which factor is asked for first.';
comment on column governance.user_two_factor_auth.totp_secret is
  'Ciphertext of the shared secret of RFC 6238, with nonce and tag; never the secret.';
comment on column governance.user_two_factor_auth.totp_secret_key_id is
  'Which key the ciphertext was made with; the key is not in the database.';
comment on column governance.user_two_factor_auth.totp_algorithm is
  'The hash of RFC 6238; authenticator programs often know SHA1 only, which is safe inside an HMAC.';
comment on column governance.user_two_factor_auth.totp_digits is 'How many digits a code has.';
comment on column governance.user_two_factor_auth.totp_period_seconds is 'How long a code stands.';
comment on column governance.user_two_factor_auth.totp_last_used_counter is
  'The time step of the last code that was taken; that one and those before it are taken no more, so that a code seen over a shoulder is worth nothing.';
comment on column governance.user_two_factor_auth.totp_confirmed_at is
  'When the person first gave a right code; until then the factor does not count.';
comment on column governance.user_two_factor_auth.recovery_code_hashes is
  'Hashes of the recovery codes that are left, each $scheme$…; a used one is taken out and recorded in two_factor_audit_log.';
comment on column governance.user_two_factor_auth.recovery_codes_made_at is 'When the recovery codes were made.';
comment on column governance.user_two_factor_auth.last_verified_at is 'When the second factor was last proved.';
comment on column governance.user_two_factor_auth.failed_attempts is 'Wrong answers in a row.';
comment on column governance.user_two_factor_auth.locked_until is 'Until when no answer is taken.';
comment on column governance.user_two_factor_auth.created_at is 'When the row was made.';
comment on column governance.user_two_factor_auth.updated_at is 'When the row was last changed.';

create trigger user_two_factor_auth_set_updated_at before update on governance.user_two_factor_auth
  for each row execute function governance.set_updated_at();
create trigger user_two_factor_auth_fixed before update on governance.user_two_factor_auth
  for each row when (old.user_id is distinct from
    new.user_id)
  execute function governance.refuse_exchange();
create function governance.keep_tfa_enabled() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  enabled boolean;
begin
  if tg_relid <> 'governance.user_two_factor_auth'::pg_catalog.regclass then
    raise exception 'this function serves the table user_two_factor_auth only' using errcode = 'insufficient_privilege';
  end if;
  enabled := tg_op <> 'DELETE' and coalesce((pg_catalog.to_jsonb(new) ->> 'is_enabled')::boolean, false);
  update governance.users set tfa_enabled = enabled
  where id = case when tg_op = 'DELETE' then old.user_id else new.user_id end and tfa_enabled is distinct from enabled;
  return null;
end
$$;
revoke execute on function governance.keep_tfa_enabled() from public;
comment on function governance.keep_tfa_enabled() is
  'Makes users.tfa_enabled say what is so: the seed keeps a flag there that nothing stands behind. It runs as the owner, because a reset is done by somebody else.';
create trigger user_two_factor_auth_keep_tfa_enabled after insert or update of is_enabled or delete on governance.user_two_factor_auth
  for each row execute function governance.keep_tfa_enabled();

alter table governance.user_two_factor_auth enable row level security;
alter table governance.user_two_factor_auth force row level security;
create policy user_two_factor_auth_select on governance.user_two_factor_auth for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));
create policy user_two_factor_auth_insert on governance.user_two_factor_auth for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_two_factor_auth_update on governance.user_two_factor_auth for update
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
  with check (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy user_two_factor_auth_delete on governance.user_two_factor_auth for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset()));
