-- Which revision do MLflow's tables have?
select pg_catalog.left(version.version_num::text, 100) as revision from backend.alembic_version as version order by 1 limit 2
