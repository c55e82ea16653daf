-- Which model versions in production learnt from people who have withdrawn a consent that the data rest on, from how many of
-- them, and which versions of data are they in?
with recursive
    ancestry (tenant_id, model_id, through_model_id) as (
        select model.tenant_id, model.id, model.id from governance.ai_models as model where model.deployment_status = 'production'
        union
        select ancestry.tenant_id, ancestry.model_id, run.base_model_id
        from ancestry
            join governance.model_training_runs as run
                on run.tenant_id = ancestry.tenant_id and run.model_id = ancestry.through_model_id
        where run.base_model_id is not null
    ),
    learnt as (
        select distinct ancestry.tenant_id, ancestry.model_id, usage.dataset_version_id
        from ancestry
            join governance.training_dataset_uses as usage
                on usage.tenant_id = ancestry.tenant_id and usage.model_id = ancestry.through_model_id
        where usage.used_for in ('training', 'fine_tuning')
    ),
    withdrawn as (
        select distinct basis.tenant_id, basis.dataset_version_id, basis.purpose, subject.subject_key, consent.withdrawn_at
        from governance.training_dataset_consent_purposes as basis
            join governance.ai_data_consent as consent
                on consent.tenant_id = basis.tenant_id and consent.purpose = basis.purpose
            join governance.training_dataset_subjects as subject
                on subject.dataset_version_id = basis.dataset_version_id and subject.subject_key = consent.subject_key
        where basis.lawful_basis = 'consent'
            and consent.withdrawn_at is not null
            and basis.dataset_version_id in (select learnt.dataset_version_id from learnt)
    )
select
    model.name as "Model",
    model.version as "Version",
    pg_catalog.count(distinct withdrawn.subject_key)::text as "People",
    pg_catalog.string_agg(distinct withdrawn.purpose, ', ') as "Purposes",
    pg_catalog.string_agg(distinct dataset.name || ' ' || dataset_version.version, ', ') as "Data",
    pg_catalog.to_char(pg_catalog.max(withdrawn.withdrawn_at) at time zone 'UTC', 'YYYY-MM-DD') as "Latest withdrawal (UTC)",
    (
        select pg_catalog.count(*) from governance.ai_model_deployments as deployment
        where deployment.model_id = model.id and deployment.status = 'active'
    )::text as "Active deployments"
from learnt
    join withdrawn on withdrawn.tenant_id = learnt.tenant_id and withdrawn.dataset_version_id = learnt.dataset_version_id
    join governance.ai_models as model on model.id = learnt.model_id
    join governance.training_dataset_versions as dataset_version on dataset_version.id = learnt.dataset_version_id
    join governance.training_datasets as dataset on dataset.id = dataset_version.dataset_id
group by model.id, model.name, model.version
order by pg_catalog.count(distinct withdrawn.subject_key) desc, 1, 2, model.id
