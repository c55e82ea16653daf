-- What was paid from a moment ($1) to another ($2), in each month of a time zone ($3), by currency and by version, agent or kind
-- of work ($4), in parts and in all?
select
    cost.currency,
    told.month,
    told.part,
    told.label,
    grouping(told.month) = 1 as every_month,
    grouping(told.part, told.label) > 0 as every_part,
    pg_catalog.sum(cost.amount)::text as amount,
    pg_catalog.sum(cost.amount)::double precision as value,
    pg_catalog.min(extract(day from cost.period_start at time zone $3))::integer as first_day
from
    governance.ai_costs as cost
    left join governance.ai_models as model
        on $4 = 'model' and model.tenant_id = cost.tenant_id and model.id = cost.model_id
    left join governance.ai_agents as agent
        on $4 = 'agent' and agent.tenant_id = cost.tenant_id and agent.id = cost.agent_id,
    lateral (
        select
            pg_catalog.to_char(cost.period_start at time zone $3, 'YYYY-MM') as month,
            case $4 when 'model' then cost.model_id when 'agent' then cost.agent_id end as part,
            case $4
                when 'model' then coalesce(model.name || ' ' || model.version, 'No model')
                when 'agent' then coalesce(agent.name, 'No agent')
                when 'category' then cost.category
                else 'All'
            end as label
    ) as told
where
    cost.period_start >= $1
    and cost.period_start < $2
group by
    grouping sets (
        (cost.currency, told.month, told.part, told.label),
        (cost.currency, told.part, told.label),
        (cost.currency, told.month),
        (cost.currency)
    )
order by cost.currency, pg_catalog.sum(cost.amount) desc, told.label nulls first, told.part nulls first, told.month nulls first
limit 200000
