-- Which versions of models have all of these words ($1) in their name or version, by name and then the newest first, and how many are there?
select
    model.id, model.name, model.version, model.deployment_status as stage, model.tenant_id, pg_catalog.count(*) over () as total
from
    governance.ai_models as model
where
    not exists (
        select from pg_catalog.unnest($1::text[]) as word
        where pg_catalog.strpos(pg_catalog.lower(model.name || ' ' || model.version), word) = 0
    )
order by
    model.name, model.created_at desc, model.version desc, model.id
limit $2
