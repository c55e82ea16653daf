-- Takes back: incidents and investigations.

drop table governance.forensic_investigation;
drop function governance.keep_chain_of_custody();
drop table governance.security_violations;
