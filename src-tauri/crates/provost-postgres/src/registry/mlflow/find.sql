-- In which schemas ($1: in that one only) do the tables of an MLflow database stand, and may the role read them?
select
    space.nspname::text as schema,
    pg_catalog.bool_and(pg_catalog.has_table_privilege(relation.oid, 'select')
        and pg_catalog.has_schema_privilege(space.oid, 'usage')) as readable,
    pg_catalog.bool_or(relation.relname = 'logged_models') as has_logged_models
from
    pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
where
    relation.relkind in ('r', 'p')
    and relation.relname in (
        'alembic_version', 'experiments', 'runs', 'params', 'tags', 'metrics', 'latest_metrics', 'registered_models',
        'registered_model_tags', 'registered_model_aliases', 'model_versions', 'model_version_tags', 'datasets', 'inputs',
        'input_tags', 'logged_models', 'logged_model_tags', 'logged_model_metrics'
    )
    and ($1::text is null or space.nspname = $1)
group by
    space.nspname
having
    pg_catalog.count(*) filter (
        where relation.relname in ('alembic_version', 'runs', 'registered_models', 'model_versions')
    ) = 4
order by
    space.nspname
limit 11
