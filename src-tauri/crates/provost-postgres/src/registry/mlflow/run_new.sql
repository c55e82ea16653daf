-- Writes runs ($2) of a tenant ($1). Who ran them is known by MLflow's word only.
insert into governance.model_training_runs (
    id, tenant_id, name, kind, model_id, tracker, tracker_run_id, status, started_at, finished_at, parameters, metrics, environment,
    code_repository, code_revision, user_id
)
select
    run.id, $1, run.name, 'training', run.model_id, 'mlflow', run.tracker_run_id, run.status,
    timestamptz 'epoch' + run.started * interval '1 millisecond', timestamptz 'epoch' + run.finished * interval '1 millisecond',
    run.parameters, run.metrics, run.environment, run.code_repository, run.code_revision, null
from
    pg_catalog.jsonb_to_recordset($2::jsonb) as run (
        id uuid, name text, model_id uuid, tracker_run_id text, status text, started bigint, finished bigint, parameters jsonb,
        metrics jsonb, environment jsonb, code_repository text, code_revision text
    )
