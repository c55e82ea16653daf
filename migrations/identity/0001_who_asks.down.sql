-- Takes back: tenants, and the functions that say who asks.

drop policy tenants_select on governance.tenants;
drop function governance.is_tenant_admin();
drop function governance.current_tenant_id();
drop table governance.tenant_members;
drop function governance.is_of_this_schema(name);
drop table governance.tenants;
drop function governance.may_write_every_tenant();
drop function governance.may_read_every_tenant();
drop domain governance.every_tenant_writer;
drop domain governance.every_tenant_reader;
drop function governance.acts_in_own_trigger();
drop function governance.acts_as_owner();
drop function governance.current_user_id();
drop function governance.refuse_change();
drop function governance.set_updated_at();
