-- How many security violations are open, by severity, and how many are resolved, closed or were false alarms?
(
    select 'severity' as kind, violation.severity as label, pg_catalog.count(*)::float8 as value
    from governance.security_violations as violation
    where violation.status in ('open', 'triaged', 'contained')
    group by violation.severity
    order by violation.severity
)
union all
select 'resolved', '', pg_catalog.count(*)::float8
from governance.security_violations as violation
where violation.status not in ('open', 'triaged', 'contained')
