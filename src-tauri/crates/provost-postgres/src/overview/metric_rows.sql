-- Which models in production have which values of a metric ($1) over the last 30 days, the worst first?
with
    points as (
        select
            metric.model_id,
            metric.recorded_at,
            case
                when $1 = 'latency' and metric.metric_unit in ('milliseconds', 'ms') then metric.metric_value::float8
                when $1 = 'latency' and metric.metric_unit in ('seconds', 's') then metric.metric_value::float8 * 1000
                when $1 <> 'latency' and metric.metric_unit in ('percentage', 'percent', '%') then metric.metric_value::float8
                when $1 <> 'latency' and metric.metric_unit in ('ratio', 'fraction') then metric.metric_value::float8 * 100
            end as value
        from governance.ai_performance_metrics as metric
        where metric.metric_type = $1
            and metric.recorded_at >= pg_catalog.now() - interval '30 days'
            and metric.recorded_at <= pg_catalog.now()
    ),
    measured as (
        select
            points.model_id,
            pg_catalog.count(*) as points,
            pg_catalog.max(points.recorded_at) as latest,
            pg_catalog.avg(points.value) as mean,
            pg_catalog.percentile_cont(0.95) within group (order by points.value) as p95
        from points
        where points.value >= 0 and points.value < 'infinity' and ($1 = 'latency' or points.value <= 100)
        group by points.model_id
    )
select
    model.name as "Model",
    model.version as "Version",
    model.provider as "Provider",
    pg_catalog.round(measured.mean::numeric, 2)::text as "Mean",
    pg_catalog.round(measured.p95::numeric, 2)::text as "95th percentile",
    coalesce(measured.points, 0)::text as "Points",
    pg_catalog.to_char(measured.latest at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Latest point (UTC)"
from
    governance.ai_models as model
    left join measured on measured.model_id = model.id
where
    model.deployment_status = 'production'
order by
    case when $1 = 'latency' then - measured.p95 else measured.mean end nulls first, model.name, model.version, model.id
