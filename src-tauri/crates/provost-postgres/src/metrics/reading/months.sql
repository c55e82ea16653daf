-- When does the month begin in which a moment ($1, or twelve months before the other) is, by a time zone ($3), in which month does
-- the time before another ($2, or now) end, is that month cut, and does the server know the zone?
select
    pg_catalog.date_trunc('month', span.begins, zone.name) as begins,
    span.ends,
    pg_catalog.to_char((span.ends - interval '1 microsecond') at time zone zone.name, 'YYYY-MM') as last_month,
    pg_catalog.date_trunc('month', span.ends, zone.name) <> span.ends as is_cut,
    zone.known
from
    (
        select case when found.known then $3 else 'UTC' end as name, found.known
        from (
            select
                $3::text = 'UTC' or exists (select from pg_catalog.pg_timezone_names as zone where zone.name = $3) as known
        ) as found
    ) as zone,
    lateral (
        select
            coalesce($2::timestamptz, pg_catalog.now()) as ends,
            coalesce(
                $1::timestamptz,
                (coalesce($2::timestamptz, pg_catalog.now()) at time zone zone.name - interval '12 months') at time zone zone.name
            ) as begins
    ) as span
