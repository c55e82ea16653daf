-- Which aliases does each version have?
select alias.model_id, alias.alias from governance.ai_model_aliases as alias order by alias.alias
