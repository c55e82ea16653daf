-- May whoever acts write drift of the version $1, or of that in which the drift $2 was found? The rights of the role do not count.
select
    coalesce(
        model.tenant_id = governance.current_tenant_id()
        and (governance.is_tenant_admin() or model.owner_id = governance.current_user_id()),
        false
    ) as may
from governance.ai_models as model
where
    model.id = coalesce($1::uuid, (select drift.model_id from governance.ai_model_drift as drift where drift.id = $2::uuid))
