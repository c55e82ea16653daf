-- How many requirements should have been checked again by now, by framework?
(
    select 'framework' as kind, requirement.compliance_framework as label, pg_catalog.count(*)::float8 as value
    from governance.ai_compliance as requirement
    where requirement.compliance_status <> 'exempt' and requirement.next_check_due_at < pg_catalog.now()
    group by requirement.compliance_framework
    order by requirement.compliance_framework
)
union all
select 'all', '', pg_catalog.count(*)::float8
from governance.ai_compliance as requirement where requirement.compliance_status <> 'exempt'
union all
select 'undated', '', pg_catalog.count(*)::float8
from governance.ai_compliance as requirement
where requirement.compliance_status <> 'exempt' and requirement.next_check_due_at is null
