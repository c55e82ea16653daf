-- Which aliases do the versions of a workspace ($1) have?
select
    pg_catalog.left(alias.name::text, 1000) as name,
    pg_catalog.left(alias.alias::text, 300) as alias,
    alias.version::int4 as version
from
    backend.registered_model_aliases as alias
where
    coalesce(pg_catalog.to_jsonb(alias) ->> 'workspace', 'default') = $1
order by
    alias.name, alias.alias
limit 20001
