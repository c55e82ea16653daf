-- Of how many versions are there values of metrics ($1), versions ($2), deployments ($3) and agents ($4), each list empty for all,
-- from a moment ($5) to another ($6)?
select pg_catalog.count(*)
from governance.ai_models as model
where
    (pg_catalog.cardinality($2::uuid[]) = 0 or model.id = any ($2))
    and exists (
        select
        from governance.ai_performance_metrics as metric
        where
            metric.tenant_id = model.tenant_id
            and metric.model_id = model.id
            and (pg_catalog.cardinality($1::text[]) = 0 or metric.metric_type = any ($1))
            and (pg_catalog.cardinality($3::uuid[]) = 0 or metric.deployment_id = any ($3))
            and (pg_catalog.cardinality($4::uuid[]) = 0 or metric.agent_id = any ($4))
            and metric.recorded_at >= $5
            and metric.recorded_at < $6
    )
