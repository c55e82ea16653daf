-- Writes what changed in MLflow into runs ($2) of a tenant ($1).
update governance.model_training_runs as run
set
    name = changed.name,
    model_id = changed.model_id,
    status = changed.status,
    started_at = timestamptz 'epoch' + changed.started * interval '1 millisecond',
    finished_at = timestamptz 'epoch' + changed.finished * interval '1 millisecond',
    parameters = changed.parameters,
    metrics = changed.metrics,
    environment = changed.environment,
    code_repository = changed.code_repository,
    code_revision = changed.code_revision
from
    pg_catalog.jsonb_to_recordset($2::jsonb) as changed (
        id uuid, name text, model_id uuid, status text, started bigint, finished bigint, parameters jsonb, metrics jsonb,
        environment jsonb, code_repository text, code_revision text
    )
where
    run.tenant_id = $1
    and run.id = changed.id
