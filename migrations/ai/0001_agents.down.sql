-- Takes back: AI agents, what they remember and what they work on.

drop table governance.agent_workflows;
drop table governance.agent_memories;
drop table governance.ai_agents;
