-- Which runs made the version $1, the latest first?
select
    run.id,
    run.name,
    run.kind,
    run.status,
    run.base_model_id as base_model,
    run.parameters::text as parameters,
    run.metrics::text as metrics,
    run.started_at,
    run.finished_at
from
    governance.model_training_runs as run
where
    run.model_id = $1
order by
    run.started_at desc nulls last, run.id
limit 200
