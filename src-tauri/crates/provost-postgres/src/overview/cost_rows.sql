-- What cost how much since the first of this month (UTC), and in the same time of last month, the dearest first?
with
    spans as (
        select
            pg_catalog.date_trunc('month', pg_catalog.now(), 'UTC') as this_month,
            (pg_catalog.date_trunc('month', pg_catalog.now() at time zone 'UTC') - interval '1 month') at time zone 'UTC' as last_month
    )
select
    coalesce(model.name, 'No model') as "Model",
    model.version as "Version",
    cost.category as "Category",
    cost.currency as "Currency",
    coalesce(pg_catalog.sum(cost.amount) filter (where cost.period_start >= spans.this_month), 0)::text as "This month",
    coalesce(pg_catalog.sum(cost.amount) filter (where cost.period_start < spans.this_month), 0)::text as "Same time of last month"
from spans
    join governance.ai_costs as cost on cost.period_start >= spans.last_month
        and cost.period_start <= pg_catalog.now()
        and (cost.period_start >= spans.this_month
            or cost.period_start < least(spans.last_month + (pg_catalog.now() - spans.this_month), spans.this_month))
    left join governance.ai_models as model on model.id = cost.model_id
group by model.id, model.name, model.version, cost.category, cost.currency, spans.this_month
order by
    coalesce(pg_catalog.sum(cost.amount) filter (where cost.period_start >= spans.this_month), 0) desc, 1, 2, 3, 4, model.id
