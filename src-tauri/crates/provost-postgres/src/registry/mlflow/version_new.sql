-- Registers versions ($2) for a tenant ($1). Nobody answers for them yet.
insert into governance.ai_models (
    id, tenant_id, name, version, description, model_type, provider, model_id, owner_id, capabilities, performance_metrics, tags,
    training_data_hash, deployment_status, created_at, updated_at
)
select
    version.id, $1, version.name, version.version, version.description, version.model_type, 'mlflow', version.model_id, null,
    version.capabilities, version.performance_metrics, version.tags, version.training_data_hash, version.stage,
    coalesce(timestamptz 'epoch' + version.created * interval '1 millisecond', pg_catalog.now()),
    coalesce(timestamptz 'epoch' + version.updated * interval '1 millisecond', pg_catalog.now())
from
    pg_catalog.jsonb_to_recordset($2::jsonb) as version (
        id uuid, name text, version text, description text, model_type text, model_id text, capabilities jsonb,
        performance_metrics jsonb, tags jsonb, training_data_hash text, stage text, created bigint, updated bigint
    )
