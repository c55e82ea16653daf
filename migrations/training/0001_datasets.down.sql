-- Takes back: the bodies of data that models learn from, and their versions.

drop table governance.training_dataset_versions;
drop table governance.training_datasets;
drop function governance.training_keep_version();
