-- How severe is the drift of each version that nobody resolved?
select distinct drift.model_id, drift.drift_severity as severity from governance.ai_model_drift as drift where drift.resolved_at is null
