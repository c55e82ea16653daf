-- How many consents were withdrawn on each whole day (UTC) of the last 90, days without any among them?
with
    days as (
        select day::date as day
        from pg_catalog.generate_series(
            (pg_catalog.now() at time zone 'UTC')::date - 90,
            (pg_catalog.now() at time zone 'UTC')::date - 1,
            interval '1 day'
        ) as day
    ),
    withdrawn as (
        select (consent.withdrawn_at at time zone 'UTC')::date as day, pg_catalog.count(*) as number
        from governance.ai_data_consent as consent
        where consent.withdrawn_at >= pg_catalog.date_trunc('day', pg_catalog.now(), 'UTC') - interval '91 days'
        group by 1
    )
select days.day::text as day, coalesce(withdrawn.number, 0)::float8 as value
from days left join withdrawn on withdrawn.day = days.day
where exists (select from governance.ai_data_consent)
order by days.day
