-- Which drift of the version $1 did nobody resolve, the worst first?
select
    drift.id, drift.drift_type as kind, drift.drift_severity as severity, drift.feature_name as feature, drift.detected_at
from
    governance.ai_model_drift as drift
where
    drift.model_id = $1 and drift.resolved_at is null
order by
    pg_catalog.array_position(array['critical', 'high', 'medium', 'low'], drift.drift_severity), drift.detected_at desc, drift.id
limit 200
