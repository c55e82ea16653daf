-- Which backend serves this transaction, and which settings (of those that it has) hold inside it and nowhere else?
select
    pg_catalog.pg_backend_pid() as backend,
    pg_catalog.count(pg_catalog.set_config(wanted.name, wanted.value, true)) as settings
from
    (values
        ('statement_timeout', '30s'),
        ('lock_timeout', '2s'),
        ('idle_in_transaction_session_timeout', '60s'),
        -- A policy that would hide rows raises an error instead.
        ('row_security', 'off'),
        -- PostgreSQL 17, and the last minor versions before it: no view or foreign table of a user is expanded.
        ('restrict_nonsystem_relation_kind', 'view, foreign-table'),
        -- What a role or a database may have set otherwise, and would change what is read here.
        ('bytea_output', 'hex'),
        ('extra_float_digits', '1'),
        ('intervalstyle', 'postgres'),
        ('quote_all_identifiers', 'off'),
        ('jit', 'off')
    ) as wanted (name, value)
-- A setting that this server does not have is null; to ask the view of all settings would take longer than the rest.
where pg_catalog.current_setting(wanted.name, true) is not null
