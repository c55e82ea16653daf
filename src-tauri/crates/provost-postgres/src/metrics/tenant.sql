-- For which tenant may the role write: that of the person who acts, or any of those that it sees?
select
    governance.current_tenant_id() as own,
    governance.may_write_every_tenant() as every,
    array(select tenant.id from governance.tenants as tenant order by tenant.id limit 2) as seen
