-- Writes what changed in MLflow into the version $2 of a tenant ($1).
update governance.ai_models as model
set
    description = $3,
    capabilities = $4::jsonb,
    performance_metrics = $5::jsonb,
    tags = $6::jsonb,
    training_data_hash = $7
where
    model.tenant_id = $1
    and model.id = $2
