-- What time does the server have, and how is the line of this session protected?
select
    pg_catalog.clock_timestamp() as asked_at,
    protection.ssl as protected,
    protection.version,
    protection.cipher,
    protection.client_dn is not null as client_certificate
from pg_catalog.pg_stat_ssl as protection
where protection.pid = pg_catalog.pg_backend_pid()
