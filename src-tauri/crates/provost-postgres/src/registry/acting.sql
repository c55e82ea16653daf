-- For whom does this transaction act, as the database tells it?
select
    person.id,
    person.subject_key,
    person.username as name,
    person.email,
    person.tenant_id as tenant,
    (select tenant.name from governance.tenants as tenant where tenant.id = person.tenant_id) as tenant_name,
    person.role::text = 'admin' as admin
from
    governance.users as person
where
    person.id = governance.current_user_id()
    and person.status = 'active'
    and person.tenant_id is not null
