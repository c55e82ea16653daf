-- How much drift is open, by severity, and how much was resolved?
(
    select 'severity' as kind, drift.drift_severity as label, pg_catalog.count(*)::float8 as value
    from governance.ai_model_drift as drift
    where drift.resolved_at is null
    group by drift.drift_severity
    order by drift.drift_severity
)
union all
select 'resolved', '', pg_catalog.count(*)::float8 from governance.ai_model_drift as drift where drift.resolved_at is not null
