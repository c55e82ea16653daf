-- Adds the measured values of a tenant ($1) that are not there yet.
insert into governance.ai_performance_metrics (
    id, tenant_id, model_id, metric_type, metric_value, metric_unit, context, recorded_at
)
select
    point.id, $1, point.model_id, point.metric_type, point.metric_value, point.metric_unit, point.context::jsonb, point.recorded_at
from
    unnest($2::uuid[], $3::uuid[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::timestamptz[])
        as point (id, model_id, metric_type, metric_value, metric_unit, context, recorded_at)
on conflict (tenant_id, id, recorded_at) do nothing
