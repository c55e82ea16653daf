-- Puts the rows that were not refused into the table, for the tenant ($1).
with pair as materialized (
    -- What rows without a context have in common is reckoned once.
    select
        pair.scope,
        pair.kind,
        governance.metric_key(
            $1, kind.metric_type, kind.metric_unit, scope.model_id, scope.agent_id, scope.deployment_id, '{}'
        ) as key
    from
        (select distinct waiting.scope, waiting.kind from pg_temp.provost_metric_rows as waiting) as pair
        join pg_temp.provost_metric_scopes as scope on scope.scope = pair.scope
        join pg_temp.provost_metric_kinds as kind on kind.kind = pair.kind
)
insert into governance.ai_performance_metrics (
    id, tenant_id, agent_id, model_id, deployment_id, metric_type, metric_value, metric_unit, context, recorded_at
)
select
    governance.metric_id(
        case
            when waiting.context is null then pair.key
            else governance.metric_key(
                $1, kind.metric_type, kind.metric_unit, scope.model_id, scope.agent_id, scope.deployment_id, waiting.context
            )
        end,
        waiting.recorded_at
    ),
    $1,
    scope.agent_id,
    scope.model_id,
    scope.deployment_id,
    kind.metric_type,
    waiting.metric_value,
    kind.metric_unit,
    coalesce(waiting.context, '{}'),
    waiting.recorded_at
from
    pg_temp.provost_metric_rows as waiting
    join pg_temp.provost_metric_scopes as scope on scope.scope = waiting.scope
    join pg_temp.provost_metric_kinds as kind on kind.kind = waiting.kind
    join pair on pair.scope = waiting.scope and pair.kind = waiting.kind
where
    not exists (select from pg_temp.provost_metric_refused as refused where refused.line = waiting.line)
order by
    waiting.recorded_at
