-- What does the registry of a tenant ($1) have of these runs ($2) of MLflow?
select
    run.tracker_run_id as run,
    run.id,
    pg_catalog.jsonb_build_object(
        'name', run.name,
        'model_id', run.model_id,
        'status', run.status,
        'started', (extract(epoch from run.started_at) * 1000)::bigint,
        'finished', (extract(epoch from run.finished_at) * 1000)::bigint,
        'parameters', run.parameters,
        'metrics', run.metrics,
        'environment', run.environment,
        'code_repository', run.code_repository,
        'code_revision', run.code_revision
    )::text as row
from
    governance.model_training_runs as run
where
    run.tenant_id = $1
    and run.tracker = 'mlflow'
    and run.tracker_run_id = any ($2)
for update
