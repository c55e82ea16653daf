-- Must somebody else decide than who asked, in the tenant $1? Without a row somebody must.
select
    coalesce(
        (select settings.four_eyes from governance.ai_registry_settings as settings where settings.tenant_id = $1), true
    ) as four_eyes
