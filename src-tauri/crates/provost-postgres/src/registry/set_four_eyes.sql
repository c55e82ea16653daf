-- Says whether the tenant $1 needs four eyes ($2), as the person $3.
insert into governance.ai_registry_settings (tenant_id, four_eyes, changed_by)
values ($1, $2, $3)
on conflict (tenant_id) do update set four_eyes = excluded.four_eyes, changed_by = excluded.changed_by
