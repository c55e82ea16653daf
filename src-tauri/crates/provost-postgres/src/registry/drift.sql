-- Which drift of the version $1 did nobody resolve, the worst first?
-- Where tables of drift stood there before comparisons were kept, run_id is no column: it is read as a field of the row.
select
    drift.id, (pg_catalog.to_jsonb(drift) ->> 'run_id')::uuid as run_id, drift.drift_type as kind,
    drift.drift_severity as severity, drift.feature_name as feature, drift.detected_at
from
    governance.ai_model_drift as drift
where
    drift.model_id = $1 and drift.resolved_at is null
order by
    pg_catalog.array_position(array['critical', 'high', 'medium', 'low'], drift.drift_severity), drift.detected_at desc, drift.id
limit 200
