-- Takes back: how models perform, and where they drift.

drop table governance.ai_model_drift;
drop trigger ai_model_deployments_release_metrics on governance.ai_model_deployments;
drop trigger ai_agents_release_metrics on governance.ai_agents;
drop trigger ai_models_release_metrics on governance.ai_models;
drop table governance.ai_performance_metrics;
drop function governance.refuse_metric_change();
drop function governance.release_metric_subject();
drop function governance.keep_metric_subjects();
drop table governance.ai_metric_subjects;
