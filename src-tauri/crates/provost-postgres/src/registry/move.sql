-- Moves the version $1 from the stage $2 to the stage $3.
update governance.ai_models set deployment_status = $3 where id = $1 and deployment_status = $2
