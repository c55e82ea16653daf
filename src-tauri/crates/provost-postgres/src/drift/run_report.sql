-- What was the result of the comparison $1, unless it is longer than $2 bytes?
select case when pg_catalog.octet_length(run.report::text) <= $2 then run.report::text end as report
from governance.ai_drift_runs as run
where run.id = $1
