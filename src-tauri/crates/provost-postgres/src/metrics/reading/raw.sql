-- What are the latest values of metrics ($1), versions ($2), deployments ($3) and agents ($4), each list empty for all, from a
-- moment ($5) to another ($6), at most a number of them ($8), and of what is each as series are split ($7)?
select found.metric, found.unit, found.tenant_id, found.of_what, found.at, found.value
from (
    select
        metric.metric_type as metric,
        metric.metric_unit as unit,
        metric.tenant_id,
        case $7
            when 'model' then metric.model_id
            when 'deployment' then metric.deployment_id
            when 'agent' then metric.agent_id
        end as of_what,
        metric.recorded_at as at,
        metric.metric_value as value,
        metric.id
    from governance.ai_performance_metrics as metric
    where
        (pg_catalog.cardinality($1::text[]) = 0 or metric.metric_type = any ($1))
        and (pg_catalog.cardinality($2::uuid[]) = 0 or metric.model_id = any ($2))
        and (pg_catalog.cardinality($3::uuid[]) = 0 or metric.deployment_id = any ($3))
        and (pg_catalog.cardinality($4::uuid[]) = 0 or metric.agent_id = any ($4))
        and metric.recorded_at >= $5
        and metric.recorded_at < $6
    order by metric.recorded_at desc, metric.id desc
    limit $8
) as found
order by found.metric, found.unit nulls first, found.tenant_id, found.of_what nulls first, found.at, found.id
