-- What are these agents ($1) called?
select agent.id, agent.name from governance.ai_agents as agent where agent.id = any ($1)
