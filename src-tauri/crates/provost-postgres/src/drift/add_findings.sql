-- Keeps what the comparison $1 found: a row for each object of the list $2.
insert into governance.ai_model_drift (
    tenant_id, model_id, run_id, drift_type, drift_severity, feature_name, test, score, threshold, drift_metrics, detected_at
)
select
    run.tenant_id,
    run.model_id,
    run.id,
    found.kind,
    found.severity,
    found.feature,
    found.test,
    found.score,
    found.threshold,
    found.metrics,
    run.finished_at
from
    governance.ai_drift_runs as run
    cross join pg_catalog.jsonb_to_recordset($2::jsonb) as found (
        kind text, severity text, feature text, test text, score double precision, threshold double precision, metrics jsonb
    )
where
    run.id = $1
