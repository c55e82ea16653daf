-- PgBouncer's console: which version is it?
show version
