-- Refuses the rows of a file that the table has for the tenant ($1) already, with the same value or another.
insert into pg_temp.provost_metric_refused (line, fault, told)
select distinct on (waiting.line)
    waiting.line,
    case when metric.metric_value = waiting.metric_value then 'duplicate-table' else 'conflict-table' end,
    metric.metric_value::text
from
    pg_temp.provost_metric_rows as waiting
    join pg_temp.provost_metric_scopes as scope on scope.scope = waiting.scope
    join pg_temp.provost_metric_kinds as kind on kind.kind = waiting.kind
    join governance.ai_performance_metrics as metric
        on metric.metric_type = kind.metric_type
        and metric.recorded_at = waiting.recorded_at
        and metric.metric_unit is not distinct from kind.metric_unit
        and metric.model_id is not distinct from scope.model_id
        and metric.deployment_id is not distinct from scope.deployment_id
        and metric.agent_id is not distinct from scope.agent_id
        and metric.context = coalesce(waiting.context, '{}')
where
    metric.tenant_id = $1
    -- Partitions of other times are left out.
    and metric.recorded_at >= $2
    and metric.recorded_at <= $3
    and scope.fault is null
    and not exists (select from pg_temp.provost_metric_refused as refused where refused.line = waiting.line)
order by
    waiting.line,
    metric.metric_value = waiting.metric_value desc
