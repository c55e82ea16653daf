-- Takes back: what agents say to each other, what they hand to each other, and the end of what may be kept.

drop function governance.delete_expired_workspace_rows();
drop table governance.task_delegation;
drop table governance.multi_agent_conversation_messages;
drop table governance.multi_agent_conversation;
