-- Takes back: who used which data and models, and which columns are stored encrypted.

drop table governance.ai_data_encryption;
drop table governance.ai_access_log;
