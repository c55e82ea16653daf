-- What time is it, and does the server know the time zone ($1)?
select
    pg_catalog.now() as now,
    $1 = 'UTC' or exists (select from pg_catalog.pg_timezone_names as zone where zone.name = $1) as known
