-- Which versions of datasets of the tenant of the version $1 are called so ($2: name@version, or the id)?
select
    version.id
from
    governance.ai_models as model
    join governance.training_dataset_versions as version on version.tenant_id = model.tenant_id
    join governance.training_datasets as dataset on dataset.tenant_id = version.tenant_id and dataset.id = version.dataset_id
where
    model.id = $1
    and (dataset.name || '@' || version.version = $2 or version.id::text = pg_catalog.lower($2))
limit 2
