-- What are these datasets, or versions of datasets ($1), called?
select
    version.id, dataset.name || ' ' || version.version as name
from
    governance.training_dataset_versions as version
    join governance.training_datasets as dataset on dataset.tenant_id = version.tenant_id and dataset.id = version.dataset_id
where
    version.id = any ($1)
union all
select dataset.id, dataset.name from governance.training_datasets as dataset where dataset.id = any ($1)
