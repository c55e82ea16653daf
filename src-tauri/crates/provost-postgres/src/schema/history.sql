-- Which migrations of a pack were applied, when, by whom, and with which text?
select
    version,
    name,
    checksum,
    pg_catalog.to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as applied_at,
    applied_by,
    milliseconds,
    adopted
from governance.pack_migrations
order by version
