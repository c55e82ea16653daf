-- Which metrics are there, in which units, how many values of each and from when to when?
select
    metric.metric_type as metric,
    metric.metric_unit as unit,
    pg_catalog.count(*) as count,
    pg_catalog.min(metric.recorded_at) as first,
    pg_catalog.max(metric.recorded_at) as last
from governance.ai_performance_metrics as metric
group by metric.metric_type, metric.metric_unit
order by metric.metric_type, metric.metric_unit nulls first
limit 1000
