-- Registers a version in development for the tenant $1: what it is called and all that somebody entered.
insert into governance.ai_models (
    tenant_id, name, version, description, model_type, provider, model_id, owner_id, risk_class, intended_use, limitations, licence,
    training_data_hash, capabilities, performance_metrics, tags
)
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
    coalesce($14::jsonb, '{}'), coalesce($15::jsonb, '{}'), coalesce($16::jsonb, '{}')
)
returning id
