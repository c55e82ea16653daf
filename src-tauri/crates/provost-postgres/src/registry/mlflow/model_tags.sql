-- Which tags do the registered models of a workspace ($1) have?
select
    pg_catalog.left(tag.name::text, 1000) as name,
    pg_catalog.left(tag.key::text, 250) as key,
    pg_catalog.left(tag.value::text, 5000) as value
from
    backend.registered_model_tags as tag
where
    coalesce(pg_catalog.to_jsonb(tag) ->> 'workspace', 'default') = $1
    and tag.key is not null
order by
    tag.name, tag.key
limit 200000
