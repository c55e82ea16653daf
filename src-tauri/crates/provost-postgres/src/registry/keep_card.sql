-- Keeps the model card $6 beside the version $1, and what of it the version does not have: its licence, tags, results, abilities.
update governance.ai_models
set
    licence = coalesce(licence, $2),
    tags = $3::jsonb || tags,
    performance_metrics = $4::jsonb || performance_metrics,
    capabilities = $5::jsonb || capabilities || pg_catalog.jsonb_build_object('model_card', $6::jsonb)
where id = $1
returning pg_catalog.octet_length((capabilities -> 'model_card')::text) > $7 as too_long
