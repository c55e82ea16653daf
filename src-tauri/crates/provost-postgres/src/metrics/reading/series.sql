-- What do the values of metrics ($1), versions ($2), deployments ($3) and agents ($4), each list empty for all, from a moment
-- ($5) to another ($6) come to, split ($7), in each hour, day or month ($8) of a time zone ($9) and in all, at most a number of
-- rows ($10)?
select
    metric.metric_type as metric,
    metric.metric_unit as unit,
    metric.tenant_id,
    told.of_what,
    told.at,
    pg_catalog.count(*) as count,
    pg_catalog.avg(metric.metric_value) as mean,
    pg_catalog.min(metric.metric_value) as min,
    pg_catalog.max(metric.metric_value) as max,
    (pg_catalog.array_agg(metric.metric_value order by metric.recorded_at desc, metric.id desc))[1] as last,
    pg_catalog.sum(metric.metric_value) as sum,
    pg_catalog.percentile_cont(array[0.5, 0.9, 0.95, 0.99]) within group (order by metric.metric_value) as percentiles
from
    governance.ai_performance_metrics as metric,
    lateral (
        select
            case $7
                when 'model' then metric.model_id
                when 'deployment' then metric.deployment_id
                when 'agent' then metric.agent_id
            end as of_what,
            pg_catalog.date_trunc($8, metric.recorded_at, $9) as at
    ) as told
where
    (pg_catalog.cardinality($1::text[]) = 0 or metric.metric_type = any ($1))
    and (pg_catalog.cardinality($2::uuid[]) = 0 or metric.model_id = any ($2))
    and (pg_catalog.cardinality($3::uuid[]) = 0 or metric.deployment_id = any ($3))
    and (pg_catalog.cardinality($4::uuid[]) = 0 or metric.agent_id = any ($4))
    and metric.recorded_at >= $5
    and metric.recorded_at < $6
group by
    grouping sets (
        (metric.metric_type, metric.metric_unit, metric.tenant_id, told.of_what, told.at),
        (metric.metric_type, metric.metric_unit, metric.tenant_id, told.of_what)
    )
order by metric.metric_type, metric.metric_unit nulls first, metric.tenant_id, told.of_what nulls first, told.at nulls first
limit $10
