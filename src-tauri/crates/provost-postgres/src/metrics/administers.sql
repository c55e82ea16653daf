-- Does whoever acts administer the tenant $1? None where nobody in particular acts. The rights of the role do not count.
select
    case
        when governance.current_user_id() is not null
            then coalesce(governance.current_tenant_id() = $1::uuid and governance.is_tenant_admin(), false)
    end as administers
