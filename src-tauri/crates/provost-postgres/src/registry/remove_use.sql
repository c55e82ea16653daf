-- Takes back that a version of a dataset was used ($1).
delete from governance.training_dataset_uses where id = $1
