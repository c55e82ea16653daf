-- On which dataset were the metrics of these runs ($1) measured? Only the table of logged models says it.
select distinct on (metric.run_id, metric.metric_name)
    metric.run_id::text as run,
    pg_catalog.left(metric.metric_name::text, 250) as key,
    pg_catalog.left(metric.dataset_name::text, 500) as name,
    pg_catalog.left(metric.dataset_digest::text, 100) as digest
from
    backend.logged_model_metrics as metric
where
    metric.run_id = any ($1)
    and metric.dataset_name is not null
    and metric.dataset_digest is not null
order by
    metric.run_id, metric.metric_name, metric.dataset_name
