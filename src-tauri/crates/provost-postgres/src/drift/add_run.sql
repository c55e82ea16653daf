-- Keeps a comparison of the version $1.
insert into governance.ai_drift_runs (
    tenant_id, model_id, drift_type, reference_source, reference_rows, current_source, current_rows, method, sample_rows,
    sample_seed, compared_columns, drifted_columns, drift_severity, report, started_at, finished_at
)
select
    model.tenant_id, model.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14, $15
from governance.ai_models as model
where model.id = $1
returning id
