-- Takes back: tenants, and the functions that say who asks.

drop policy tenants_select on governance.tenants;
drop function governance.is_tenant_admin();
drop table governance.tenants cascade;
