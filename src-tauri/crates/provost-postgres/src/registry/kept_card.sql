-- Which model card was read for the version $1?
select (model.capabilities -> 'model_card')::text as card from governance.ai_models as model where model.id = $1
