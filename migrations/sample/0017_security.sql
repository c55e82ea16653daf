-- Devices, second factors, sessions and their warnings.

insert into governance.registered_devices (id, tenant_id, user_id, name, device_type, platform, user_agent, fingerprint_hash,
  last_seen_at, last_ip_address, last_country, trusted_at, trusted_until, revoked_at, revocation_reason, created_at, updated_at)
select sample_company.pick_id('device ' || n || kind), sample_company.tenant(), id,
  case kind when 1 then 'Work laptop' else 'Phone' end,
  case kind when 1 then 'laptop' else 'phone' end, case kind when 1 then 'Debian 13' else 'Android 16' end, 'Mozilla/5.0',
  pg_catalog.sha256(('device ' || id || kind)::bytea), sample_company.ago(seen), ('192.0.2.' || 1 + n * 4)::inet,
    (array['NO', 'DE', 'SE'])[n % 3 + 1],
  case when n % 4 > 0 then sample_company.ago(20) end, case when n % 4 > 0 then sample_company.ago(-10) end,
  case when status = 'disabled' then sample_company.ago(15) end, case when status = 'disabled' then 'Left the company' end,
  sample_company.ago(joined - 1), sample_company.ago(seen)
from sample_company.people, pg_catalog.generate_series(1, 2) as kind,
  lateral (select case status when 'disabled' then 30 else 0.02 + n % 9 * 0.3 end as seen) as last
where status <> 'pending_approval' and joined > 45 and (kind = 1 or n % 3 = 0);

insert into governance.two_factor_policies (id, tenant_id, name, description, priority, applies_to, security_tier,
  allowed_methods, phishing_resistant_only, assurance_level, valid_from, created_at, updated_at)
values
  (sample_company.pick_id('factor policy 1'), sample_company.tenant(), 'Everybody', 'A second factor within two weeks.', 100,
    'everyone', null, array['passkey', 'totp', 'sms', 'email'], false, 2, sample_company.ago(500), sample_company.ago(500),
    sample_company.ago(500)),
  (sample_company.pick_id('factor policy 2'), sample_company.tenant(), 'Administrators', 'Passkeys only.', 10, 'administrators',
    null, array['passkey'], true, 3, sample_company.ago(210), sample_company.ago(210), sample_company.ago(210)),
  (sample_company.pick_id('factor policy 3'), sample_company.tenant(), 'Who sees health data', 'No codes by message.', 20, 'tier',
    'high', array['passkey', 'totp'], false, 2, sample_company.ago(210), sample_company.ago(210), sample_company.ago(210));

insert into governance.user_two_factor_auth (id, tenant_id, user_id, is_enabled, preferred_method, totp_secret,
  totp_secret_key_id, totp_confirmed_at, recovery_code_hashes, recovery_codes_made_at, last_verified_at, created_at, updated_at)
select sample_company.pick_id('second factor ' || n), sample_company.tenant(), person.id, true,
  case when n <= 4 then 'passkey' else 'totp' end,
  pg_catalog.sha256(('sample ciphertext ' || n)::bytea) || pg_catalog.sha256('tag'::bytea), 'factors 2026',
    sample_company.ago(30), array['$2b$12$sampleonlynohashofanycode'],
  sample_company.ago(30), sample_company.ago(0.1 + n % 6 * 0.4), sample_company.ago(32), sample_company.ago(0.1 + n % 6 * 0.4)
from sample_company.people as person
join governance.users as known on known.id = person.id and known.tfa_enabled
where person.status = 'active';

insert into governance.passkey_credentials (id, tenant_id, user_id, name, credential_id, user_handle, rp_id, public_key,
  public_key_algorithm, sign_count, transports, is_user_verified, backup_eligible, last_used_at, created_at, updated_at)
select sample_company.pick_id('passkey ' || n), sample_company.tenant(), id, 'Security key',
  pg_catalog.sha256(('credential ' || id)::bytea),
  pg_catalog.sha256(('handle ' || id)::bytea), 'id.halvard.example', '\xa5010203262001', -7, 40 + n, array['usb'], true, false,
  sample_company.ago(0.3 + n * 0.1), sample_company.ago(200), sample_company.ago(0.3 + n * 0.1)
from sample_company.people where n <= 16;

insert into governance.user_sms_two_factor (id, tenant_id, user_id, phone_number, is_enabled, verified_at, last_used_at,
  created_at, updated_at)
select sample_company.pick_id('sms ' || n), sample_company.tenant(), id,
  '+4930555' || pg_catalog.lpad((1000 + n * 17)::text, 4, '0'), true,
  sample_company.ago(150), sample_company.ago(9), sample_company.ago(151), sample_company.ago(9)
from sample_company.people where n between 30 and 35;

insert into governance.user_email_two_factor (id, tenant_id, user_id, email, is_enabled, verified_at, last_used_at, created_at,
  updated_at)
select sample_company.pick_id('mail ' || n), sample_company.tenant(), id, username || '@home.example', true,
  sample_company.ago(160),
  sample_company.ago(50), sample_company.ago(161), sample_company.ago(50)
from sample_company.people where n between 20 and 29;

-- Sessions of the last weeks; the challenges and codes that opened some; the tokens that go with them.
insert into governance.authentication_sessions (id, tenant_id, user_id, device_id, token_hash, assurance_level,
  authentication_methods, authenticated_at, last_seen_at, idle_expires_at, expires_at, revoked_at, revocation_reason, ip_address,
  country, user_agent, created_at, updated_at)
select sample_company.pick_id('session ' || n), sample_company.tenant(), sample_company.pick_id('user ' || who), null,
  pg_catalog.sha256(('session ' || sample_company.pick_id('session ' || n))::bytea), 1 + n % 2,
    case n % 2 when 0 then array['pwd'] else array['pwd', 'otp', 'mfa'] end,
  sample_company.ago(begun), sample_company.ago(begun - 0.2), sample_company.ago(begun - 0.25), sample_company.ago(begun - 0.5),
  case when n % 5 = 0 then sample_company.ago(begun - 0.2) end,
    case when n % 5 = 0 then case when n % 45 = 0 then 'suspicious' else 'signed_out' end end,
  ('192.0.2.' || 1 + who * 4)::inet, (array['NO', 'DE', 'SE'])[who % 3 + 1], 'Mozilla/5.0', sample_company.ago(begun),
    sample_company.ago(begun - 0.2)
from pg_catalog.generate_series(1, 300) as n, lateral (select 1 + n * 13 % 56 as who, 0.3 + n * 0.07 as begun) as told;

insert into governance.two_factor_challenges (id, tenant_id, user_id, method, purpose, challenge_hash, attempts, expires_at,
  consumed_at, outcome, ip_address, user_agent, created_at, updated_at)
select sample_company.pick_id('challenge ' || n), sample_company.tenant(), sample_company.pick_id('user ' || 1 + n * 13 % 56),
  case when n % 7 = 0 then 'sms' else 'totp' end, 'sign_in',
    pg_catalog.sha256(('challenge ' || sample_company.pick_id('challenge ' || n))::bytea), 1,
  sample_company.ago(begun - 0.003), sample_company.ago(begun - 0.001), case when n % 11 = 0 then 'failed' else 'verified' end,
  ('192.0.2.' || 1 + n)::inet, 'Mozilla/5.0', sample_company.ago(begun), sample_company.ago(begun - 0.001)
from pg_catalog.generate_series(1, 90) as n, lateral (select 0.3 + n * 0.14 as begun) as told;

insert into governance.two_factor_verification_codes (id, tenant_id, user_id, challenge_id, channel, sent_to_hint, code_hash,
  code_hash_key_id, delivery_status, attempts, expires_at, consumed_at, outcome, created_at, updated_at)
select sample_company.pick_id('code ' || challenge.id), sample_company.tenant(), challenge.user_id, challenge.id, 'sms',
  '+49 *** 17',
  pg_catalog.sha256(('code ' || challenge.id)::bytea), 'codes 2026', 'delivered', 1, challenge.expires_at,
  case when outcome = 'verified' then challenge.consumed_at end, case when outcome = 'verified' then 'verified' end,
    challenge.created_at, challenge.updated_at
from governance.two_factor_challenges as challenge where challenge.tenant_id = sample_company.tenant()
  and challenge.method = 'sms';

insert into governance.secure_token_storage (id, tenant_id, user_id, session_id, token_type, issuer, audience, scopes,
  token_ciphertext, token_ciphertext_key_id, token_hash, family_id, issued_at, expires_at, last_used_at, created_at, updated_at)
select sample_company.pick_id('token ' || n), sample_company.tenant(), session.user_id, session.id, 'refresh',
  'https://id.halvard.example',
  'https://api.halvard.example', array['openid'], pg_catalog.sha256(('sample ciphertext of token ' || n)::bytea)
    || pg_catalog.sha256('tag'::bytea),
  'tokens 2026', pg_catalog.sha256(('token ' || session.id)::bytea), sample_company.pick_id('family ' || n), session.created_at,
  session.created_at + interval '30 days', session.last_seen_at, session.created_at, session.last_seen_at
from pg_catalog.generate_series(1, 60) as n
join governance.authentication_sessions as session on session.id = sample_company.pick_id('session ' || n);

insert into governance.session_warnings (id, tenant_id, user_id, session_id, warning_type, severity, message, details,
  acknowledged_at, resolved_at, resolution, created_at, updated_at)
select sample_company.pick_id('warning ' || n), sample_company.tenant(), session.user_id, session.id,
  (array['new_device', 'new_country', 'impossible_travel', 'token_reused'])[n % 4 + 1],
    (array['low', 'medium', 'high', 'critical'])[n % 4 + 1],
  (array['Signed in from a device not seen before.', 'Signed in from another country.',
    'Two sign-ins too far apart for the time between.', 'A token was used twice.'])[n % 4 + 1],
  '{}', case when n > 5 then session.created_at + interval '10 minutes' end,
    case when n > 5 then session.created_at + interval '1 hour' end,
  case when n > 5 then case when n % 9 = 0 then 'was_not_me' else 'was_me' end end, session.created_at, session.last_seen_at
from pg_catalog.generate_series(1, 28) as n
join governance.authentication_sessions as session on session.id = sample_company.pick_id('session ' || n * 9);
