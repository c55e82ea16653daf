-- Sets what values of a tenant ($1) should be; one of the same scope and aggregate is replaced.
insert into governance.metric_targets (
    tenant_id, metric_type, metric_unit, model_id, agent_id, deployment_id, aggregate, direction, target, threshold, window_hours,
    allowed_share, source
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict on constraint metric_targets_scope_unique do update
set
    direction = excluded.direction,
    target = excluded.target,
    threshold = excluded.threshold,
    window_hours = excluded.window_hours,
    allowed_share = excluded.allowed_share,
    source = excluded.source,
    set_by = governance.current_user_id()
returning id
