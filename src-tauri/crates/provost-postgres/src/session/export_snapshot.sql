-- Under which name can other transactions see exactly what this one sees?
select pg_catalog.pg_export_snapshot()
