-- What do the values of a tenant ($1) that a target judges come to in each of its windows: a metric ($2) in a unit ($3, or any),
-- of a version ($4), an agent ($5), a deployment ($6), each or any, and only of the versions ($7), deployments ($8) and agents
-- ($9) that were asked for, from a moment ($10) to another ($11), in windows of hours ($12) counted from midnight (UTC), at most a
-- number of windows ($13)?
select
    metric.metric_unit as unit,
    metric.model_id,
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
        select pg_catalog.date_bin(pg_catalog.make_interval(hours => $12), metric.recorded_at, timestamptz '2000-01-01 00:00:00Z') as at
    ) as told
where
    metric.tenant_id = $1
    and metric.metric_type = $2
    and ($3::text is null or metric.metric_unit = $3)
    and ($4::uuid is null or metric.model_id = $4)
    and ($5::uuid is null or metric.agent_id = $5)
    and ($6::uuid is null or metric.deployment_id = $6)
    and (pg_catalog.cardinality($7::uuid[]) = 0 or metric.model_id = any ($7))
    and (pg_catalog.cardinality($8::uuid[]) = 0 or metric.deployment_id = any ($8))
    and (pg_catalog.cardinality($9::uuid[]) = 0 or metric.agent_id = any ($9))
    -- The first window is whole.
    and metric.recorded_at
        >= pg_catalog.date_bin(pg_catalog.make_interval(hours => $12), $10, timestamptz '2000-01-01 00:00:00Z')
    and metric.recorded_at < $11
group by metric.metric_unit, metric.model_id, told.at
order by metric.metric_unit nulls first, metric.model_id nulls first, told.at
limit $13
