-- Which models are registered in a workspace ($1)?
select
    pg_catalog.left(model.name::text, 1000) as name,
    pg_catalog.left(model.description::text, 5000) as description
from
    backend.registered_models as model
where
    coalesce(pg_catalog.to_jsonb(model) ->> 'workspace', 'default') = $1
order by
    model.name
limit 20001
