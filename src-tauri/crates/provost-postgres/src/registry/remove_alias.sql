-- Takes the alias $2 from the version $1.
delete from governance.ai_model_aliases where model_id = $1 and alias = $2
