-- Takes back: where data came from and what became of it, and how good it is.

drop table governance.ai_data_quality;
drop table governance.ai_data_lineage;
