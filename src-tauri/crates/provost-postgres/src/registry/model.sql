-- What is kept of the version $1, at what moment?
select
    model.id,
    model.tenant_id,
    model.name,
    model.version,
    model.description,
    model.model_type,
    model.provider,
    model.model_id as provider_model_id,
    model.owner_id,
    model.risk_class,
    model.intended_use,
    model.limitations,
    model.licence,
    (model.capabilities - 'model_card')::text as capabilities,
    model.performance_metrics::text as evaluation,
    model.tags::text as tags,
    model.training_data_hash,
    model.deployment_status as stage,
    model.created_at,
    model.updated_at,
    pg_catalog.now() as taken_at
from
    governance.ai_models as model
where
    model.id = $1
