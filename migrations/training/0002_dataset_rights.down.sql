-- Takes back: how versions of training data are parted, and by what right: licences, purposes, and whose data they are.

drop table governance.training_dataset_subjects;
drop table governance.training_dataset_consent_purposes;
drop table governance.training_dataset_licences;
drop table governance.training_dataset_splits;
