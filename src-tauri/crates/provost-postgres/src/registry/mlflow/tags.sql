-- Which tags do these runs ($1) have? Of each at most 300, and how many more there are.
select run, key, value, beyond
from (
    select
        tag.run_uuid::text as run,
        pg_catalog.left(tag.key::text, 250) as key,
        pg_catalog.left(tag.value::text, 8000) as value,
        pg_catalog.row_number() over (partition by tag.run_uuid order by tag.key) as place,
        pg_catalog.count(*) over (partition by tag.run_uuid) - 300 as beyond
    from backend.tags as tag
    where tag.run_uuid = any ($1) and tag.key is not null
) as numbered
where place <= 300
order by run, key
