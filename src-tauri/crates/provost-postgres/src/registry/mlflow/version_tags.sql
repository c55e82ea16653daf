-- Which tags do the versions of a workspace ($1) have? The texts of prompts stand in some, and are not read.
select
    pg_catalog.left(tag.name::text, 1000) as name,
    tag.version::int4 as version,
    pg_catalog.left(tag.key::text, 250) as key,
    pg_catalog.left(tag.value::text, 5000) as value
from
    backend.model_version_tags as tag
where
    coalesce(pg_catalog.to_jsonb(tag) ->> 'workspace', 'default') = $1
    and tag.key <> 'mlflow.prompt.text'
order by
    tag.name, tag.version, tag.key
limit 200000
