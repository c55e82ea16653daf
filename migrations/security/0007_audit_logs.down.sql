-- Takes back: the audit logs.

drop table governance.enterprise_audit_event;
drop table governance.data_access_log;
drop table governance.audit_log;
