-- Says that the version $1 was made from the version $2 of a dataset: for $3, which part ($4), in which run ($5), how many rows ($6), when ($7).
insert into governance.training_dataset_uses (
    tenant_id, model_id, dataset_version_id, used_for, split, training_run_id, row_count, used_at
)
select model.tenant_id, model.id, $2, $3, $4, $5, $6, $7 from governance.ai_models as model where model.id = $1
returning id
