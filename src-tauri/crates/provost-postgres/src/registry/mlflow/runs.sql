-- Which runs of a workspace ($1) are there: those of these ids ($2), or the next after this one ($3)?
select
    pg_catalog.left(run.run_uuid::text, 100) as id,
    pg_catalog.left(run.name::text, 500) as name,
    pg_catalog.left(experiment.name::text, 256) as experiment,
    pg_catalog.left(run.status::text, 100) as status,
    coalesce(run.lifecycle_stage = 'deleted', false) as deleted,
    run.start_time::int8 as started,
    run.end_time::int8 as ended,
    pg_catalog.left(run.user_id::text, 256) as "user",
    pg_catalog.left(run.entry_point_name::text, 100) as entry_point,
    pg_catalog.left(run.source_version::text, 100) as source_version,
    pg_catalog.left(run.artifact_uri::text, 1000) as artifacts
from
    backend.runs as run
    join backend.experiments as experiment on experiment.experiment_id = run.experiment_id
where
    coalesce(pg_catalog.to_jsonb(experiment) ->> 'workspace', 'default') = $1
    and ($2::text[] is null or run.run_uuid = any ($2))
    and ($3::text is null or run.run_uuid > $3)
order by
    run.run_uuid
limit 50
