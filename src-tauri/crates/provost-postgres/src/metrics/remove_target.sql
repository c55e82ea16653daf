-- Takes a target ($1) back.
delete from governance.metric_targets as target where target.id = $1 returning target.tenant_id
