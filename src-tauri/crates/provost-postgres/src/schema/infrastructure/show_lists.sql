-- PgBouncer's console: how many databases, users, clients and servers does it have?
show lists
