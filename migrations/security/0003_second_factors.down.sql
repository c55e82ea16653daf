-- Takes back: policies and TOTP.

drop table governance.user_two_factor_auth;
drop function governance.keep_tfa_enabled();
drop table governance.two_factor_policies;
