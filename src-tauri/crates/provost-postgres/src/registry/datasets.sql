-- Which data was the version $1 trained, validated or tested on?
select
    used.id,
    dataset.id as dataset_id,
    version.id as version_id,
    dataset.name as dataset,
    version.version,
    used.used_for,
    used.split,
    used.row_count as rows,
    used.used_at
from
    governance.training_dataset_uses as used
    join governance.training_dataset_versions as version on version.tenant_id = used.tenant_id and version.id = used.dataset_version_id
    join governance.training_datasets as dataset on dataset.tenant_id = version.tenant_id and dataset.id = version.dataset_id
where
    used.model_id = $1
order by
    dataset.name, version.version, used.used_for, used.split
limit 200
