-- Takes back: the tasks of people, and the tokens with which agents act for them.

drop table governance.user_oauth_tokens;
drop table governance.tasks;
drop function governance.workspace_keep_owner();
