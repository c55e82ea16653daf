-- PgBouncer's console: what is it set to?
show config
