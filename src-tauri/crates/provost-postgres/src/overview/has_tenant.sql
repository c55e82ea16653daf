-- Does the role act for a person of a tenant? The policies ask the same.
select governance.current_tenant_id() is not null
