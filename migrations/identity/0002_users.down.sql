-- Takes back: the people of each tenant.

drop function governance.keep_named();
drop function governance.keep_person_key();
drop function governance.keep_subject_key();
alter table governance.tenant_members drop constraint tenant_members_user_fk;
drop table governance.users;
drop function governance.guard_own_rights();
drop function governance.keep_tenant_member();
drop type governance.userstatus;
drop type governance.userrole;
