-- Takes back: measurements come in faster.

drop index governance.ai_performance_metrics_unbound;
create index ai_performance_metrics_type on governance.ai_performance_metrics (tenant_id, metric_type, recorded_at desc);
