-- Which security violations are open, the worst first, then the oldest?
select
    violation.title as "Violation",
    violation.violation_type as "Type",
    violation.severity as "Severity",
    violation.status as "Status",
    pg_catalog.to_char(violation.detected_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Detected (UTC)",
    case when violation.notified_authority_at is null
        then pg_catalog.to_char(violation.authority_due_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
    end as "Authority to be told by (UTC)"
from governance.security_violations as violation
where violation.status in ('open', 'triaged', 'contained')
order by
    pg_catalog.array_position(array['critical', 'high', 'medium', 'low', 'info'], violation.severity),
    violation.detected_at, violation.id
