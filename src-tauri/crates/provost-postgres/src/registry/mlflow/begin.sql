-- Waits until no other import writes, says where the versions come from ($1), and asks whether stages may be brought along.
select
    pg_catalog.pg_advisory_xact_lock(7091, 6) is not null as locked,
    pg_catalog.set_config('provost.import_source', $1, true) as source,
    governance.may_write_every_tenant() as brings_stages
