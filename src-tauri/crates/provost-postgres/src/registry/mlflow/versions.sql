-- Which versions do the registered models of a workspace ($1) have?
select
    pg_catalog.left(version.name::text, 1000) as name,
    version.version::int4 as version,
    version.creation_time::int8 as created,
    version.last_updated_time::int8 as updated,
    pg_catalog.left(version.description::text, 5000) as description,
    pg_catalog.left(version.user_id::text, 256) as "user",
    pg_catalog.left(version.current_stage::text, 100) as stage,
    pg_catalog.left(version.source::text, 1000) as source,
    pg_catalog.left(version.run_id::text, 100) as run,
    pg_catalog.left(version.status::text, 100) as status,
    pg_catalog.left(version.status_message::text, 1000) as status_message,
    pg_catalog.left(version.run_link::text, 1000) as run_link,
    pg_catalog.left(version.storage_location::text, 1000) as storage_location
from
    backend.model_versions as version
where
    coalesce(pg_catalog.to_jsonb(version) ->> 'workspace', 'default') = $1
order by
    version.name, version.version
limit 20001
