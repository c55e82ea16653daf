-- Takes back: numbers about security and connections, and the queue.

drop table governance.auth_queue_operations;
drop table governance.connection_health_metrics;
drop table governance.security_metrics;
