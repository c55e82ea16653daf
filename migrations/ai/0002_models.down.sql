-- Takes back: AI models in their versions, and where each of them runs.

drop table governance.ai_model_deployments;
drop table governance.ai_models;
