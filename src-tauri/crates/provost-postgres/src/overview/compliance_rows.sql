-- Which requirements have which state, those that are not met first?
select
    requirement.compliance_framework as "Framework",
    requirement.requirement_id as "Requirement",
    requirement.requirement_description as "Description",
    requirement.compliance_status as "Status",
    pg_catalog.to_char(requirement.last_checked_at at time zone 'UTC', 'YYYY-MM-DD') as "Checked (UTC)",
    pg_catalog.to_char(requirement.next_check_due_at at time zone 'UTC', 'YYYY-MM-DD') as "Next check (UTC)"
from governance.ai_compliance as requirement
order by
    pg_catalog.array_position(array['non_compliant', 'pending', 'compliant', 'exempt'], requirement.compliance_status),
    1, 2, requirement.id
