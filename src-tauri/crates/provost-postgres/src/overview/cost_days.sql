-- What did AI cost each whole day (UTC) of the last 90, in the currency that most was spent in?
with
    costs as (
        select (cost.period_start at time zone 'UTC')::date as day, cost.currency, cost.amount
        from governance.ai_costs as cost
        where cost.period_start >= pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC') - interval '90 days'
            and cost.period_start < pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC')
    ),
    main as (
        select costs.currency from costs group by costs.currency order by pg_catalog.sum(costs.amount) desc, 1 limit 1
    )
select costs.day::text as day, pg_catalog.sum(costs.amount)::float8 as value
from costs join main on main.currency = costs.currency
group by costs.day
order by costs.day
