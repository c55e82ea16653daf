-- How many requirements have which state?
select 'status' as kind, requirement.compliance_status as label, pg_catalog.count(*)::float8 as value
from governance.ai_compliance as requirement
group by requirement.compliance_status
order by 2
