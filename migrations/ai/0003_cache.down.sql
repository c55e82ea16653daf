-- Takes back: the cache and its clean-up.

drop function governance.clean_expired_ai_cache();
drop table governance.ai_data_cache;
