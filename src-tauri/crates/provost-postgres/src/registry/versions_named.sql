-- What are these versions of models ($1) called?
select model.id, model.name || ' ' || model.version as name from governance.ai_models as model where model.id = any ($1)
