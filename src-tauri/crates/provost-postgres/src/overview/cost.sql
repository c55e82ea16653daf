-- What did AI cost since the first of this month (UTC), and in the same time of last month, by currency and by model?
with
    spans as (
        select
            pg_catalog.date_trunc('month', pg_catalog.now(), 'UTC') as this_month,
            (pg_catalog.date_trunc('month', pg_catalog.now() at time zone 'UTC') - interval '1 month') at time zone 'UTC' as last_month
    ),
    costs as (
        select
            cost.currency,
            cost.amount,
            coalesce(model.name || ' ' || model.version, 'No model') as label,
            cost.period_start >= spans.this_month as is_now
        from spans
            join governance.ai_costs as cost on cost.period_start >= spans.last_month
                and cost.period_start <= pg_catalog.now()
                and (cost.period_start >= spans.this_month
                    or cost.period_start < least(spans.last_month + (pg_catalog.now() - spans.this_month), spans.this_month))
            left join governance.ai_models as model on model.id = cost.model_id
    ),
    currencies as (
        select
            costs.currency,
            coalesce(pg_catalog.sum(costs.amount) filter (where costs.is_now), 0) as now,
            coalesce(pg_catalog.sum(costs.amount) filter (where not costs.is_now), 0) as before
        from costs
        group by costs.currency
    ),
    main as (
        select currencies.currency from currencies order by currencies.now desc, currencies.before desc, currencies.currency limit 1
    )
(select 'this month' as kind, currencies.currency as label, currencies.now::float8 as value from currencies order by 2)
union all
(select 'last month', currencies.currency, currencies.before::float8 from currencies order by 2)
union all
(
    select case when costs.is_now then 'main model' else 'main model before' end, costs.label, pg_catalog.sum(costs.amount)::float8
    from costs join main on main.currency = costs.currency
    group by costs.is_now, costs.label
    order by 2
)
