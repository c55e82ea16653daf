-- Takes back: which data and which runs made which model versions.

drop view governance.model_training_data;
drop table governance.training_dataset_uses;
drop table governance.model_training_runs;
