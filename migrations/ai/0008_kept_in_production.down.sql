-- Takes back: that a version in production is not deleted.

drop trigger ai_models_keep_in_production on governance.ai_models;
drop function governance.keep_in_production();
