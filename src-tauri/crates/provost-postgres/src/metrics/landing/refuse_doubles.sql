-- Refuses the rows of a file that say what an earlier one of it says, and those that gainsay one.
insert into pg_temp.provost_metric_refused (line, fault, told)
select
    told.line,
    case when told.metric_value = told.first_value then 'duplicate-line' else 'conflict-line' end,
    told.first_line::text
from (
    select
        waiting.line,
        waiting.metric_value,
        pg_catalog.first_value(waiting.line) over same as first_line,
        pg_catalog.first_value(waiting.metric_value) over same as first_value
    from
        pg_temp.provost_metric_rows as waiting
        join pg_temp.provost_metric_scopes as scope on scope.scope = waiting.scope
    where
        scope.fault is null
    window
        same as (partition by scope.same, waiting.kind, waiting.recorded_at, waiting.context order by waiting.line)
) as told
where
    told.line <> told.first_line
