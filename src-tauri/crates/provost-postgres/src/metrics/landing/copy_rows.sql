-- Takes the rows of a file as they come.
copy pg_temp.provost_metric_rows (line, scope, kind, recorded_at, metric_value, context) from stdin (format binary)
