-- Takes back: sessions, tokens, warnings and the reset.

drop function governance.reset_credentials(uuid, text);
drop table governance.session_warnings;
drop table governance.secure_token_storage;
drop table governance.authentication_sessions;
