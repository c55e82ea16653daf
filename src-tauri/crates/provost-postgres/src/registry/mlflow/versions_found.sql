-- Which versions of a tenant ($1) have these names ($2) and numbers ($3), or these identities ($4)?
select
    model.id,
    model.name,
    model.version,
    model.description,
    model.capabilities::text as capabilities,
    model.performance_metrics::text as performance_metrics,
    model.tags::text as tags,
    model.training_data_hash,
    model.deployment_status as stage
from
    governance.ai_models as model
where
    model.tenant_id = $1
    and (
        model.id = any ($4)
        or (model.name, model.version) in (select wanted.name, wanted.version from unnest($2::text[], $3::text[]) as wanted (name, version))
    )
for update
