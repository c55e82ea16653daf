-- Which tenants ($1: that one only) does the role see, and whose is the person who acts?
select
    tenant.id,
    tenant.name,
    coalesce(tenant.id = governance.current_tenant_id(), false) as own
from
    governance.tenants as tenant
where
    $1::uuid is null or tenant.id = $1
order by
    own desc, tenant.name
limit 11
