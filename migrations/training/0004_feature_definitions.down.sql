-- Takes back: features: what they mean and how they are computed.

drop table governance.feature_uses;
drop table governance.feature_versions;
drop table governance.feature_definitions;
