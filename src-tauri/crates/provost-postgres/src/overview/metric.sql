-- What do the points of a metric ($1) of the models in production say, over the last 30 days?
with
    production as (
        select model.tenant_id, model.id, model.name || ' ' || model.version as label
        from governance.ai_models as model
        where model.deployment_status = 'production'
    ),
    points as (
        select
            production.id,
            production.label,
            case
                when $1 = 'latency' and metric.metric_unit in ('milliseconds', 'ms') then metric.metric_value::float8
                when $1 = 'latency' and metric.metric_unit in ('seconds', 's') then metric.metric_value::float8 * 1000
                when $1 <> 'latency' and metric.metric_unit in ('percentage', 'percent', '%') then metric.metric_value::float8
                when $1 <> 'latency' and metric.metric_unit in ('ratio', 'fraction') then metric.metric_value::float8 * 100
            end as value
        from production
            join governance.ai_performance_metrics as metric
                on metric.tenant_id = production.tenant_id and metric.model_id = production.id
        where metric.metric_type = $1
            and metric.recorded_at >= pg_catalog.now() - interval '30 days'
            and metric.recorded_at <= pg_catalog.now()
    ),
    judged as (
        select
            points.id,
            points.label,
            points.value,
            points.value >= 0 and points.value < 'infinity' and ($1 = 'latency' or points.value <= 100) as usable
        from points
    )
select 'production' as kind, '' as label, pg_catalog.count(*)::float8 as value from production
union all
select 'points', '', pg_catalog.count(*)::float8 from judged where judged.usable
union all
select 'left out', '', pg_catalog.count(*)::float8 from judged where judged.usable is not true
union all
select 'overall', '', pg_catalog.percentile_cont(0.95) within group (order by judged.value)
from judged where judged.usable and $1 = 'latency'
having pg_catalog.count(*) > 0
union all
(
    select
        'model',
        judged.label,
        case when $1 = 'latency'
            then pg_catalog.percentile_cont(0.95) within group (order by judged.value)
            else pg_catalog.avg(judged.value)
        end
    from judged
    where judged.usable
    group by judged.id, judged.label
    order by judged.label, judged.id
)
