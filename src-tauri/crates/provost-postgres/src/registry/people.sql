-- Which active people may this connection act for, by name?
select
    person.id,
    person.subject_key,
    person.username as name,
    person.email,
    person.tenant_id as tenant,
    tenant.name as tenant_name,
    person.role::text = 'admin' as admin
from
    governance.users as person
    left join governance.tenants as tenant on tenant.id = person.tenant_id
where
    person.status = 'active'
    and person.tenant_id is not null
order by
    pg_catalog.lower(person.username), person.id
limit 5000
