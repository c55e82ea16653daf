-- Which agents are there?
select agent.id, agent.name from governance.ai_agents as agent order by agent.name, agent.id limit 10000
