-- Takes back: how models perform, and where they drift.

drop table governance.ai_model_drift;
drop table governance.ai_performance_metrics;
