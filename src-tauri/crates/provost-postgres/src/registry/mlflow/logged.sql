-- What kind of model are these logged models ($1), which run made each, and which tags do they have?
select
    pg_catalog.left(logged.model_id::text, 100) as id,
    pg_catalog.left(logged.model_type::text, 500) as model_type,
    pg_catalog.left(logged.source_run_id::text, 100) as run,
    pg_catalog.left(tag.tag_key::text, 250) as key,
    pg_catalog.left(tag.tag_value::text, 5000) as value
from
    backend.logged_models as logged
    left join backend.logged_model_tags as tag on tag.model_id = logged.model_id
where
    logged.model_id = any ($1)
order by
    logged.model_id, tag.tag_key
