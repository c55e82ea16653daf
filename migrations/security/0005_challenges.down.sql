-- Takes back: challenges, codes and the log of second factors.

drop table governance.two_factor_audit_log;
drop table governance.two_factor_verification_codes;
drop table governance.two_factor_challenges;
