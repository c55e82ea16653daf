-- Which drift is open, the worst first, then the oldest?
select
    model.name as "Model",
    model.version as "Version",
    model.deployment_status as "Stage",
    drift.drift_type as "Type",
    drift.drift_severity as "Severity",
    pg_catalog.to_char(drift.detected_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Detected (UTC)"
from governance.ai_model_drift as drift
    left join governance.ai_models as model on model.id = drift.model_id
where drift.resolved_at is null
order by
    pg_catalog.array_position(array['critical', 'high', 'medium', 'low'], drift.drift_severity),
    drift.detected_at, drift.id
