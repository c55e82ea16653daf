-- Which versions of datasets of the tenant $3 have all of these words ($1) in their name or version, by name and then the newest first, and how many are there?
select
    version.id,
    dataset.name as dataset,
    version.version,
    version.row_count as rows,
    array(
        select split.split from governance.training_dataset_splits as split
        where split.tenant_id = version.tenant_id and split.dataset_version_id = version.id order by split.split
    ) as splits,
    version.withdrawal_reason as withdrawn,
    pg_catalog.count(*) over () as total
from
    governance.training_dataset_versions as version
    join governance.training_datasets as dataset on dataset.tenant_id = version.tenant_id and dataset.id = version.dataset_id
where
    version.tenant_id = $3
    and not exists (
        select from pg_catalog.unnest($1::text[]) as word
        where pg_catalog.strpos(pg_catalog.lower(dataset.name || ' ' || version.version), word) = 0
    )
order by
    dataset.name, version.created_at desc, version.version desc, version.id
limit $2
