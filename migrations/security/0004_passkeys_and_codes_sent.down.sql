-- Takes back: passkeys, and where codes are sent.

drop table governance.user_email_two_factor;
drop table governance.user_sms_two_factor;
drop table governance.passkey_credentials;
