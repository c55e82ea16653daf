-- Says of the drift $1 what was done about it ($2) by whoever acts, unless somebody said so before.
update governance.ai_model_drift as drift
set
    resolved_at = greatest(pg_catalog.clock_timestamp(), drift.detected_at),
    resolution_action = $2,
    resolved_by = governance.current_user_id()
where
    drift.id = $1
    and drift.resolved_at is null
