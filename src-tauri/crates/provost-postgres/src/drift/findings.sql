-- Which drift was found in the versions that the role sees ($2: of this one; $3: that is open; $4: by this comparison), open and worst first, and how much in all?
select
    drift.id,
    drift.run_id,
    drift.model_id,
    model.name as model_name,
    model.version as model_version,
    drift.drift_type,
    drift.drift_severity,
    drift.feature_name,
    drift.test,
    drift.score,
    drift.threshold,
    drift.detected_at,
    drift.resolved_at,
    drift.resolution_action,
    drift.resolved_by,
    pg_catalog.count(*) over () as total
from
    governance.ai_model_drift as drift
    join governance.ai_models as model on model.tenant_id = drift.tenant_id and model.id = drift.model_id
where
    ($2::uuid is null or drift.model_id = $2)
    and (not $3::boolean or drift.resolved_at is null)
    and ($4::uuid is null or drift.run_id = $4)
order by
    (drift.resolved_at is not null),
    pg_catalog.array_position(array['critical', 'high', 'medium', 'low'], drift.drift_severity),
    drift.detected_at desc,
    drift.id
limit $1
