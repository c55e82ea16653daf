-- Takes back: the values of features as of a time, and how fresh they are.

drop view governance.feature_freshness;
drop function governance.feature_values_as_of(uuid[], text, timestamptz, timestamptz);
drop table governance.feature_values;
drop function governance.feature_values_have_their_type();
