-- Refuses the rows whose names nothing has, or several have.
insert into pg_temp.provost_metric_refused (line, fault, told)
select
    waiting.line,
    scope.fault,
    case
        when scope.fault in ('unknown-model', 'ambiguous-model', 'other-model')
            then scope.model || coalesce(' ' || scope.version, '')
        when scope.fault in ('unknown-agent', 'ambiguous-agent', 'other-agent') then scope.agent
        else scope.deployment
    end || case when scope.fault like 'ambiguous%' then E'\n' || scope.candidates else '' end
from
    pg_temp.provost_metric_rows as waiting
    join pg_temp.provost_metric_scopes as scope on scope.scope = waiting.scope
where
    scope.fault is not null
