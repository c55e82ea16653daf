-- Takes back: what the values of metrics should be, and from where on somebody must look.

drop table governance.metric_targets;
