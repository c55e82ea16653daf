-- Which comparisons of the versions that the role sees were kept ($2: of this one; $3: only this comparison; $4: with open findings), the newest first, and how many in all?
select
    run.id,
    run.model_id,
    model.name as model_name,
    model.version as model_version,
    run.drift_type,
    run.reference_source,
    run.reference_rows,
    run.current_source,
    run.current_rows,
    run.method,
    run.sample_rows,
    run.compared_columns,
    run.drifted_columns,
    run.drift_severity,
    run.started_at,
    run.finished_at,
    run.run_by,
    (
        select pg_catalog.count(*)
        from governance.ai_model_drift as drift
        where drift.tenant_id = run.tenant_id and drift.run_id = run.id and drift.resolved_at is null
    ) as open,
    pg_catalog.count(*) over () as total
from
    governance.ai_drift_runs as run
    join governance.ai_models as model on model.tenant_id = run.tenant_id and model.id = run.model_id
where
    ($2::uuid is null or run.model_id = $2)
    and ($3::uuid is null or run.id = $3)
    and (
        not $4::boolean
        or exists (
            select
            from governance.ai_model_drift as drift
            where drift.tenant_id = run.tenant_id and drift.run_id = run.id and drift.resolved_at is null
        )
    )
order by
    run.started_at desc, run.id
limit $1
