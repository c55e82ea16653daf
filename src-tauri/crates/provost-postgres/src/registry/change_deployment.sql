-- Changes the deployment $1, unless somebody changed it after $8: its agent $2, how it is set up ($3), its state $4 with what is wrong ($5), since when it is there ($6) and when it was last used ($7).
update governance.ai_model_deployments
set
    agent_id = $2, deployment_config = coalesce($3::jsonb, deployment_config), status = $4, error_message = $5,
    deployed_at = coalesce($6, deployed_at), last_used_at = coalesce($7, last_used_at)
where id = $1 and updated_at = $8
returning id
