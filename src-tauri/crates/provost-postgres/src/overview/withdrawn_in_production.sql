-- Which model versions in production learnt, themselves or as the model that they were made from, from people who have withdrawn
-- a consent that the data rest on? What is only validated or tested with data does not learn from them.
with recursive
    production as (
        select model.tenant_id, model.id from governance.ai_models as model where model.deployment_status = 'production'
    ),
    ancestry (tenant_id, model_id, through_model_id) as (
        select production.tenant_id, production.id, production.id from production
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
        select distinct basis.tenant_id, basis.dataset_version_id, subject.subject_key
        from governance.training_dataset_consent_purposes as basis
            join governance.ai_data_consent as consent
                on consent.tenant_id = basis.tenant_id and consent.purpose = basis.purpose
            join governance.training_dataset_subjects as subject
                on subject.dataset_version_id = basis.dataset_version_id and subject.subject_key = consent.subject_key
        where basis.lawful_basis = 'consent'
            and consent.withdrawn_at is not null
            and basis.dataset_version_id in (select learnt.dataset_version_id from learnt)
    ),
    affected as (
        select learnt.tenant_id, learnt.model_id, withdrawn.subject_key
        from learnt
            join withdrawn
                on withdrawn.tenant_id = learnt.tenant_id and withdrawn.dataset_version_id = learnt.dataset_version_id
    )
select 'production' as kind, '' as label, pg_catalog.count(*)::float8 as value from production
union all
select 'traced', '', pg_catalog.count(distinct learnt.model_id)::float8 from learnt
union all
select 'affected', '', pg_catalog.count(distinct affected.model_id)::float8 from affected
union all
select 'subjects', '', pg_catalog.count(distinct affected.subject_key)::float8 from affected
union all
select 'active', '', pg_catalog.count(*)::float8
from governance.ai_model_deployments as deployment
where deployment.status = 'active' and deployment.model_id in (select affected.model_id from affected)
