-- What were these runs ($1) set to? Of each at most 300, and how many more there are.
select run, key, value, beyond
from (
    select
        param.run_uuid::text as run,
        pg_catalog.left(param.key::text, 250) as key,
        pg_catalog.left(param.value::text, 8000) as value,
        pg_catalog.row_number() over (partition by param.run_uuid order by param.key) as place,
        pg_catalog.count(*) over (partition by param.run_uuid) - 300 as beyond
    from backend.params as param
    where param.run_uuid = any ($1) and param.key is not null
) as numbered
where place <= 300
order by run, key
