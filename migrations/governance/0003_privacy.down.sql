-- Takes back: which columns hold what kind of data.

drop table governance.ai_data_privacy;
