-- Is the drift $1 there, and resolved?
select drift.resolved_at is not null as resolved from governance.ai_model_drift as drift where drift.id = $1
