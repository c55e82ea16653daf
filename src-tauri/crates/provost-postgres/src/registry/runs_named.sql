-- What are these runs ($1) called?
select run.id, run.name from governance.model_training_runs as run where run.id = any ($1)
