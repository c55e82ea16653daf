-- Changes what is entered of the version $17, unless somebody changed it after $18; of the tenant $1.
update governance.ai_models
set
    name = $2, version = $3, description = $4, model_type = $5, provider = $6, model_id = $7, owner_id = $8, risk_class = $9,
    intended_use = $10, limitations = $11, licence = $12, training_data_hash = $13,
    -- The card that was read for it is not among what people enter.
    capabilities = coalesce(
        $14::jsonb || case when capabilities ? 'model_card'
            then pg_catalog.jsonb_build_object('model_card', capabilities -> 'model_card') else '{}' end,
        capabilities
    ),
    performance_metrics = coalesce($15::jsonb, performance_metrics),
    tags = coalesce($16::jsonb, tags)
where tenant_id = $1 and id = $17 and updated_at = $18
returning id
