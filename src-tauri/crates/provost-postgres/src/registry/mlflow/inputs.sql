-- Which datasets went into these runs ($1), and what for? Of each at most 100, and how many more there are.
select run, input, dataset, name, digest, source_type, source, profile, context, beyond
from (
    select
        input.destination_id::text as run,
        pg_catalog.left(input.input_uuid::text, 100) as input,
        pg_catalog.left(dataset.dataset_uuid::text, 100) as dataset,
        pg_catalog.left(dataset.name::text, 500) as name,
        pg_catalog.left(dataset.digest::text, 100) as digest,
        pg_catalog.left(dataset.dataset_source_type::text, 100) as source_type,
        pg_catalog.left(dataset.dataset_source::text, 8000) as source,
        pg_catalog.left(dataset.dataset_profile::text, 8000) as profile,
        (select pg_catalog.left(pg_catalog.min(tag.value::text), 500) from backend.input_tags as tag
         where tag.input_uuid = input.input_uuid and tag.name = 'mlflow.data.context') as context,
        pg_catalog.row_number() over (partition by input.destination_id order by input.input_uuid) as place,
        pg_catalog.count(*) over (partition by input.destination_id) - 100 as beyond
    from backend.inputs as input
        join backend.datasets as dataset on dataset.dataset_uuid = input.source_id
    where input.source_type = 'DATASET' and input.destination_type = 'RUN' and input.destination_id = any ($1)
) as numbered
where place <= 100
order by run, input
