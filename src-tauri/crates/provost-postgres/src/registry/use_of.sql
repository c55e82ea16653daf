-- Of which version is the use of a dataset $1?
select used.model_id from governance.training_dataset_uses as used where used.id = $1
