-- Which metrics are there, in which units, from when to when, and how close are the latest values of a version? The indexes are
-- looked into for each version and metric, so that no more is read than a few values of each: the first one and the latest.
with recursive
    measured as (
        select model.tenant_id, model.id as model_id, first.metric_type
        from
            governance.ai_models as model,
            lateral (
                select metric.metric_type
                from governance.ai_performance_metrics as metric
                where metric.tenant_id = model.tenant_id and metric.model_id = model.id
                order by metric.metric_type
                limit 1
            ) as first
        union all
        select measured.tenant_id, measured.model_id, next.metric_type
        from
            measured,
            lateral (
                select metric.metric_type
                from governance.ai_performance_metrics as metric
                where
                    metric.tenant_id = measured.tenant_id
                    and metric.model_id = measured.model_id
                    and metric.metric_type > measured.metric_type
                order by metric.metric_type
                limit 1
            ) as next
    ),
    unbound as (
        select tenant.id as tenant_id, first.metric_type
        from
            governance.tenants as tenant,
            lateral (
                select metric.metric_type
                from governance.ai_performance_metrics as metric
                where metric.tenant_id = tenant.id and metric.model_id is null
                order by metric.metric_type
                limit 1
            ) as first
        union all
        select unbound.tenant_id, next.metric_type
        from
            unbound,
            lateral (
                select metric.metric_type
                from governance.ai_performance_metrics as metric
                where
                    metric.tenant_id = unbound.tenant_id
                    and metric.model_id is null
                    and metric.metric_type > unbound.metric_type
                order by metric.metric_type
                limit 1
            ) as next
    ),
    sampled as (
        select measured.metric_type, measured.model_id, value.metric_unit, value.recorded_at, value.is_late
        from
            measured,
            lateral (
                (
                    select metric.metric_unit, metric.recorded_at, true as is_late
                    from governance.ai_performance_metrics as metric
                    where
                        metric.tenant_id = measured.tenant_id
                        and metric.model_id = measured.model_id
                        and metric.metric_type = measured.metric_type
                    order by metric.recorded_at desc
                    limit 20
                )
                union all
                (
                    select metric.metric_unit, metric.recorded_at, false as is_late
                    from governance.ai_performance_metrics as metric
                    where
                        metric.tenant_id = measured.tenant_id
                        and metric.model_id = measured.model_id
                        and metric.metric_type = measured.metric_type
                    order by metric.recorded_at
                    limit 1
                )
            ) as value
        union all
        select unbound.metric_type, null, value.metric_unit, value.recorded_at, value.is_late
        from
            unbound,
            lateral (
                (
                    select metric.metric_unit, metric.recorded_at, true as is_late
                    from governance.ai_performance_metrics as metric
                    where
                        metric.tenant_id = unbound.tenant_id
                        and metric.model_id is null
                        and metric.metric_type = unbound.metric_type
                    order by metric.recorded_at desc
                    limit 20
                )
                union all
                (
                    select metric.metric_unit, metric.recorded_at, false as is_late
                    from governance.ai_performance_metrics as metric
                    where
                        metric.tenant_id = unbound.tenant_id
                        and metric.model_id is null
                        and metric.metric_type = unbound.metric_type
                    order by metric.recorded_at
                    limit 1
                )
            ) as value
    ),
    of_version as (
        select
            sampled.metric_type,
            sampled.metric_unit,
            pg_catalog.min(sampled.recorded_at) as first,
            pg_catalog.max(sampled.recorded_at) as last,
            (pg_catalog.count(*) filter (where sampled.is_late) - 1)::double precision
            / nullif(
                extract(
                    epoch from pg_catalog.max(sampled.recorded_at) - pg_catalog.min(sampled.recorded_at) filter (where sampled.is_late)
                ) / 3600,
                0
            )::double precision as per_hour
        from sampled
        group by sampled.metric_type, sampled.metric_unit, sampled.model_id
    )
select
    of_version.metric_type as metric,
    of_version.metric_unit as unit,
    pg_catalog.min(of_version.first) as first,
    pg_catalog.max(of_version.last) as last,
    coalesce(pg_catalog.max(of_version.per_hour), 0) as per_hour
from of_version
group by of_version.metric_type, of_version.metric_unit
order by of_version.metric_type, of_version.metric_unit nulls first
limit 1000
