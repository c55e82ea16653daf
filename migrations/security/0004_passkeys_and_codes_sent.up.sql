-- Passkeys, and where codes are sent by SMS and e-mail.

create table governance.passkey_credentials (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  name text not null,
  credential_id bytea not null,
  user_handle bytea not null,
  rp_id text not null,
  public_key bytea not null,
  public_key_algorithm integer not null,
  sign_count bigint not null default 0,
  clone_suspected_at timestamptz,
  transports text[] not null default '{}',
  is_discoverable boolean,
  is_user_verified boolean not null,
  backup_eligible boolean not null,
  backup_state boolean not null default false,
  aaguid uuid not null default '00000000-0000-0000-0000-000000000000',
  attestation_format text not null default 'none',
  attestation_object bytea,
  attestation_verified_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revocation_reason text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint passkey_credentials_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint passkey_credentials_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint passkey_credentials_credential_id_unique unique (credential_id),
  constraint passkey_credentials_name_not_blank check (pg_catalog.btrim(name) <> '' and pg_catalog.length(name) <= 200),
  constraint passkey_credentials_credential_id_length check (pg_catalog.octet_length(credential_id) between 1 and 1023),
  constraint passkey_credentials_user_handle_length check (pg_catalog.octet_length(user_handle) between 1 and 64),
  constraint passkey_credentials_rp_id_format check (
    rp_id ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'),
  constraint passkey_credentials_public_key_not_empty check (pg_catalog.octet_length(public_key) > 0),
  constraint passkey_credentials_algorithm_known check (
    public_key_algorithm in (-7, -8, -9, -19, -35, -36, -37, -38, -39, -47, -48, -49, -50, -51, -52, -53, -257,
    -258, -259)),
  constraint passkey_credentials_sign_count_range check (sign_count between 0 and 4294967295),
  constraint passkey_credentials_backup_state_is_possible check (backup_eligible or not backup_state),
  constraint passkey_credentials_attestation_format_format check (attestation_format ~ '^[a-z0-9-]{1,32}$'),
  constraint passkey_credentials_attestation_has_object check (
    attestation_verified_at is null or attestation_object is not null),
  constraint passkey_credentials_used_after_creation check (last_used_at >= created_at),
  constraint passkey_credentials_revoked_after_creation check (revoked_at >= created_at),
  constraint passkey_credentials_revocation_has_reason check ((revoked_at is null) = (revocation_reason is null)),
  constraint passkey_credentials_revocation_reason_not_blank check (pg_catalog.btrim(revocation_reason) <> '')
);
create index passkey_credentials_user on governance.passkey_credentials (tenant_id, user_id);

comment on table governance.passkey_credentials is
  'The passkeys of people, as WebAuthn Level 3 section 4 has a relying party keep them. Nothing in it is secret: public keys only.';
comment on column governance.passkey_credentials.id is 'Its identity.';
comment on column governance.passkey_credentials.tenant_id is 'The tenant that it belongs to.';
comment on column governance.passkey_credentials.user_id is 'Whose passkey it is; it goes with the person.';
comment on column governance.passkey_credentials.name is 'What the person calls it.';
comment on column governance.passkey_credentials.credential_id is
  'The identity that the authenticator gave it, at most 1023 bytes; unique over all tenants.';
comment on column governance.passkey_credentials.user_handle is
  'What the authenticator gives back to say whose it is: up to 64 random bytes, never a name.';
comment on column governance.passkey_credentials.rp_id is 'The domain that it is good for.';
comment on column governance.passkey_credentials.public_key is 'The public key in COSE form.';
comment on column governance.passkey_credentials.public_key_algorithm is 'The COSE number of its algorithm, -7 is ES256.';
comment on column governance.passkey_credentials.sign_count is
  'The counter of the last signature; 0 from authenticators that do not count.';
comment on column governance.passkey_credentials.clone_suspected_at is
  'When a counter came that was not larger than the last.';
comment on column governance.passkey_credentials.transports is
  'How the authenticator can be reached, in its own words: unknown ones are kept, as the standard asks.';
comment on column governance.passkey_credentials.is_discoverable is
  'Whether it can be used without typing a name, if the browser told.';
comment on column governance.passkey_credentials.is_user_verified is
  'Whether the person was verified by PIN or body when it was made.';
comment on column governance.passkey_credentials.backup_eligible is
  'Whether it may be copied to other devices; it never changes.';
comment on column governance.passkey_credentials.backup_state is 'Whether it is copied to other devices now.';
comment on column governance.passkey_credentials.aaguid is 'The make of the authenticator; zeros where it does not say.';
comment on column governance.passkey_credentials.attestation_format is 'In which form the maker vouches for it.';
comment on column governance.passkey_credentials.attestation_object is
  'What the maker said, unchanged, so that it can be judged again.';
comment on column governance.passkey_credentials.attestation_verified_at is 'When the maker''s word was found true.';
comment on column governance.passkey_credentials.last_used_at is 'When it was last used.';
comment on column governance.passkey_credentials.revoked_at is 'When it was shut out.';
comment on column governance.passkey_credentials.revocation_reason is 'Why it was shut out.';
comment on column governance.passkey_credentials.created_at is 'When the row was made.';
comment on column governance.passkey_credentials.updated_at is 'When the row was last changed.';

create trigger passkey_credentials_set_updated_at before update on governance.passkey_credentials
  for each row execute function governance.set_updated_at();
create trigger passkey_credentials_fixed before update on governance.passkey_credentials
  for each row when ((old.user_id, old.credential_id, old.user_handle, old.rp_id, old.public_key, old.backup_eligible) is distinct from
    (new.user_id, new.credential_id, new.user_handle, new.rp_id, new.public_key, new.backup_eligible))
  execute function governance.refuse_exchange();

alter table governance.passkey_credentials enable row level security;
alter table governance.passkey_credentials force row level security;
create policy passkey_credentials_select on governance.passkey_credentials for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy passkey_credentials_insert on governance.passkey_credentials for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy passkey_credentials_update on governance.passkey_credentials for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy passkey_credentials_delete on governance.passkey_credentials for delete
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));

create table governance.user_sms_two_factor (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  phone_number text not null,
  sim_changed_at timestamptz,
  risk_accepted_at timestamptz,
  is_enabled boolean not null default false,
  verified_at timestamptz,
  last_sent_at timestamptz,
  sent_today smallint not null default 0,
  last_used_at timestamptz,
  failed_attempts smallint not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_sms_two_factor_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint user_sms_two_factor_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint user_sms_two_factor_user_unique unique (tenant_id, user_id),
  constraint user_sms_two_factor_phone_number_format check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  constraint user_sms_two_factor_enabled_is_verified check (not is_enabled or verified_at is not null),
  constraint user_sms_two_factor_verified_after_creation check (verified_at >= created_at),
  constraint user_sms_two_factor_used_after_creation check (last_used_at >= created_at),
  constraint user_sms_two_factor_sent_today_not_negative check (sent_today >= 0),
  constraint user_sms_two_factor_failed_attempts_not_negative check (failed_attempts >= 0)
);

comment on table governance.user_sms_two_factor is
  'The telephone that codes are sent to by SMS. It may differ from users.phone: a number that somebody changed in the profile must not become a factor by that. Readable by the person and by auditors.';
comment on column governance.user_sms_two_factor.id is 'Its identity.';
comment on column governance.user_sms_two_factor.tenant_id is 'The tenant that it belongs to.';
comment on column governance.user_sms_two_factor.user_id is 'Whose factor it is; it goes with the person.';
comment on column governance.user_sms_two_factor.phone_number is 'The number as E.164 writes it.';
comment on column governance.user_sms_two_factor.sim_changed_at is
  'When the SIM behind the number was last changed, where the carrier tells; a fresh one is no factor.';
comment on column governance.user_sms_two_factor.risk_accepted_at is
  'When the person was told that SMS can be intercepted, and went on.';
comment on column governance.user_sms_two_factor.is_enabled is 'Whether codes are sent there; only after it was verified.';
comment on column governance.user_sms_two_factor.verified_at is 'When the person first gave a code that was sent there.';
comment on column governance.user_sms_two_factor.last_sent_at is
  'When a code was last sent; what is sent is held back by it.';
comment on column governance.user_sms_two_factor.sent_today is 'How many codes were sent on the day of last_sent_at.';
comment on column governance.user_sms_two_factor.last_used_at is 'When a code was last used.';
comment on column governance.user_sms_two_factor.failed_attempts is 'Wrong codes in a row.';
comment on column governance.user_sms_two_factor.locked_until is 'Until when no code is taken.';
comment on column governance.user_sms_two_factor.created_at is 'When the row was made.';
comment on column governance.user_sms_two_factor.updated_at is 'When the row was last changed.';

create trigger user_sms_two_factor_set_updated_at before update on governance.user_sms_two_factor
  for each row execute function governance.set_updated_at();
create trigger user_sms_two_factor_fixed before update on governance.user_sms_two_factor
  for each row when (old.user_id is distinct from
    new.user_id)
  execute function governance.refuse_exchange();

alter table governance.user_sms_two_factor enable row level security;
alter table governance.user_sms_two_factor force row level security;
create policy user_sms_two_factor_select on governance.user_sms_two_factor for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant())
         or user_id = (select governance.user_being_reset()));
create policy user_sms_two_factor_insert on governance.user_sms_two_factor for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_sms_two_factor_update on governance.user_sms_two_factor for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_sms_two_factor_delete on governance.user_sms_two_factor for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset())
         or (select governance.may_write_every_tenant()));

create table governance.user_email_two_factor (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null,
  email text not null,
  is_backup boolean not null default true,
  is_enabled boolean not null default false,
  verified_at timestamptz,
  last_sent_at timestamptz,
  sent_today smallint not null default 0,
  last_used_at timestamptz,
  failed_attempts smallint not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_email_two_factor_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint user_email_two_factor_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint user_email_two_factor_user_unique unique (tenant_id, user_id),
  constraint user_email_two_factor_email_format check (
    email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:].]+$' and pg_catalog.length(email) <= 254),
  constraint user_email_two_factor_enabled_is_verified check (not is_enabled or verified_at is not null),
  constraint user_email_two_factor_verified_after_creation check (verified_at >= created_at),
  constraint user_email_two_factor_used_after_creation check (last_used_at >= created_at),
  constraint user_email_two_factor_sent_today_not_negative check (sent_today >= 0),
  constraint user_email_two_factor_failed_attempts_not_negative check (failed_attempts >= 0)
);

comment on table governance.user_email_two_factor is
  'The address that codes are sent to by e-mail, as a second way when another factor is lost. Readable by the person and by auditors.';
comment on column governance.user_email_two_factor.id is 'Its identity.';
comment on column governance.user_email_two_factor.tenant_id is 'The tenant that it belongs to.';
comment on column governance.user_email_two_factor.user_id is 'Whose factor it is; it goes with the person.';
comment on column governance.user_email_two_factor.email is
  'The address; it should be another than the one by which the password is reset.';
comment on column governance.user_email_two_factor.is_backup is 'Whether it is only for when another factor is lost.';
comment on column governance.user_email_two_factor.is_enabled is 'Whether codes are sent there; only after it was verified.';
comment on column governance.user_email_two_factor.verified_at is 'When the person first gave a code that was sent there.';
comment on column governance.user_email_two_factor.last_sent_at is
  'When a code was last sent; what is sent is held back by it.';
comment on column governance.user_email_two_factor.sent_today is 'How many codes were sent on the day of last_sent_at.';
comment on column governance.user_email_two_factor.last_used_at is 'When a code was last used.';
comment on column governance.user_email_two_factor.failed_attempts is 'Wrong codes in a row.';
comment on column governance.user_email_two_factor.locked_until is 'Until when no code is taken.';
comment on column governance.user_email_two_factor.created_at is 'When the row was made.';
comment on column governance.user_email_two_factor.updated_at is 'When the row was last changed.';

create trigger user_email_two_factor_set_updated_at before update on governance.user_email_two_factor
  for each row execute function governance.set_updated_at();
create trigger user_email_two_factor_fixed before update on governance.user_email_two_factor
  for each row when (old.user_id is distinct from
    new.user_id)
  execute function governance.refuse_exchange();

alter table governance.user_email_two_factor enable row level security;
alter table governance.user_email_two_factor force row level security;
create policy user_email_two_factor_select on governance.user_email_two_factor for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant())
         or user_id = (select governance.user_being_reset()));
create policy user_email_two_factor_insert on governance.user_email_two_factor for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_email_two_factor_update on governance.user_email_two_factor for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_email_two_factor_delete on governance.user_email_two_factor for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or user_id = (select governance.user_being_reset())
         or (select governance.may_write_every_tenant()));
