-- Waits until no other import writes, says where the versions come from ($1), and asks what who acts may do.
select
    pg_catalog.pg_advisory_xact_lock(7091, 6) is not null as locked,
    pg_catalog.set_config('provost.import_source', $1, true) as source,
    governance.may_write_every_tenant() as writes_all,
    coalesce(governance.is_tenant_admin(), false) as administers
