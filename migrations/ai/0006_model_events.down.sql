-- Takes back: everything that happens to a version of a model and to how the registry is run, with who did it and when.

drop trigger ai_registry_settings_record_change on governance.ai_registry_settings;
drop trigger ai_registry_settings_record_event on governance.ai_registry_settings;
drop function governance.record_registry_settings();
drop table governance.ai_registry_events;
drop trigger ai_model_stage_requests_record_event on governance.ai_model_stage_requests;
drop function governance.record_stage_request();
drop trigger ai_model_aliases_record_event on governance.ai_model_aliases;
drop function governance.record_model_alias();
drop trigger ai_model_deployments_record_event on governance.ai_model_deployments;
drop function governance.record_model_deployment();
drop trigger ai_models_record_brought on governance.ai_models;
drop trigger ai_models_record_registered on governance.ai_models;
drop trigger ai_models_record_event on governance.ai_models;
drop function governance.record_model();
drop function governance.note_model_event(governance.ai_models, text, jsonb);
drop function governance.without_card(jsonb);
drop function governance.changed_fields(jsonb, jsonb, text[]);
drop table governance.ai_model_events;
