-- Which requirements should have been checked again by now, the longest overdue first?
select
    requirement.compliance_framework as "Framework",
    requirement.requirement_id as "Requirement",
    requirement.requirement_description as "Description",
    requirement.compliance_status as "Status",
    pg_catalog.to_char(requirement.next_check_due_at at time zone 'UTC', 'YYYY-MM-DD') as "Due (UTC)",
    pg_catalog.ceil(extract(epoch from pg_catalog.now() - requirement.next_check_due_at) / 86400)::text as "Days overdue"
from governance.ai_compliance as requirement
where requirement.compliance_status <> 'exempt' and requirement.next_check_due_at < pg_catalog.now()
order by requirement.next_check_due_at, 1, 2, requirement.id
