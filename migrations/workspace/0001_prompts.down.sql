-- Takes back: what models are told, and what they remember of people.

drop table governance.user_history_summaries;
drop table governance.system_prompts;
drop function governance.workspace_keep_version();
