-- What were the values of a metric ($1) of the models in production on each whole day (UTC) of the last 90?
with
    points as (
        select
            (metric.recorded_at at time zone 'UTC')::date as day,
            case
                when $1 = 'latency' and metric.metric_unit in ('milliseconds', 'ms') then metric.metric_value::float8
                when $1 = 'latency' and metric.metric_unit in ('seconds', 's') then metric.metric_value::float8 * 1000
                when $1 <> 'latency' and metric.metric_unit in ('percentage', 'percent', '%') then metric.metric_value::float8
                when $1 <> 'latency' and metric.metric_unit in ('ratio', 'fraction') then metric.metric_value::float8 * 100
            end as value
        from governance.ai_models as model
            join governance.ai_performance_metrics as metric
                on metric.tenant_id = model.tenant_id and metric.model_id = model.id
        where model.deployment_status = 'production'
            and metric.metric_type = $1
            and metric.recorded_at >= pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC') - interval '90 days'
            and metric.recorded_at < pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC')
    )
select
    points.day::text as day,
    case when $1 = 'latency'
        then pg_catalog.percentile_cont(0.95) within group (order by points.value)
        else pg_catalog.avg(points.value)
    end as value
from points
where points.value >= 0 and points.value < 'infinity' and ($1 = 'latency' or points.value <= 100)
group by points.day
order by points.day
