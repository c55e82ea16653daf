-- Which model card was read for the version $1, when it has at most $2 bytes, and whether it has more?
select
    case when pg_catalog.octet_length((model.capabilities -> 'model_card')::text) <= $2
        then (model.capabilities -> 'model_card')::text end as card,
    coalesce(pg_catalog.octet_length((model.capabilities -> 'model_card')::text) > $2, false) as too_long
from governance.ai_models as model
where model.id = $1
