-- What are the tenants called, and which are sample data?
select tenant.id, tenant.name, tenant.is_sample from governance.tenants as tenant order by tenant.id
