-- To what are the settings set on which connections, memory, durability and the log depend?
select
    setting.name,
    setting.setting || coalesce(' × ' || setting.unit, '') as value,
    setting.source
from pg_catalog.pg_settings as setting
where
    setting.name in (
        'autovacuum', 'effective_cache_size', 'fsync', 'full_page_writes', 'log_connections', 'log_statement',
        'maintenance_work_mem', 'max_connections', 'max_wal_size', 'password_encryption', 'reserved_connections',
        'server_version', 'shared_buffers', 'ssl', 'ssl_min_protocol_version', 'superuser_reserved_connections',
        'synchronous_commit', 'wal_level', 'work_mem'
    )
order by setting.name
