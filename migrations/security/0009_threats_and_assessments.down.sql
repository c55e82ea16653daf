-- Takes back: threats, assessments and tiers.

drop table governance.user_security_tier;
drop table governance.compliance_assessment;
drop table governance.threat_intelligence_event;
