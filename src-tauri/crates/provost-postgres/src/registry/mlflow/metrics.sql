-- What was measured in these runs?
declare mlflow_metrics no scroll cursor for select
    metric.run_uuid::text as run,
    pg_catalog.left(metric.key::text, 250) as key,
    metric.value::float8 as value,
    coalesce(metric.is_nan, false) as is_nan,
    metric.timestamp::int8 as at,
    coalesce(metric.step, 0)::int8 as step
from
    backend.metrics as metric
where
    metric.run_uuid in (/* runs */)
    and metric.key is not null
    and metric.value is not null
    and metric.timestamp is not null
