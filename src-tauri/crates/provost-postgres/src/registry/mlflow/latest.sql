-- What are the last values of each metric of these runs ($1)? Of each at most 1,000, and how many more there are.
select run, key, value, is_nan, at, step, beyond
from (
    select
        metric.run_uuid::text as run,
        pg_catalog.left(metric.key::text, 250) as key,
        metric.value::float8 as value,
        coalesce(metric.is_nan, false) as is_nan,
        coalesce(metric.timestamp, 0)::int8 as at,
        coalesce(metric.step, 0)::int8 as step,
        pg_catalog.row_number() over (partition by metric.run_uuid order by metric.key) as place,
        pg_catalog.count(*) over (partition by metric.run_uuid) - 1000 as beyond
    from backend.latest_metrics as metric
    where metric.run_uuid = any ($1) and metric.key is not null and metric.value is not null
) as numbered
where place <= 1000
order by run, key
