-- Takes what the rows of a file measure.
insert into pg_temp.provost_metric_kinds (kind, metric_type, metric_unit)
select given.kind, given.metric_type, given.metric_unit
from unnest($1::integer[], $2::text[], $3::text[]) as given (kind, metric_type, metric_unit)
