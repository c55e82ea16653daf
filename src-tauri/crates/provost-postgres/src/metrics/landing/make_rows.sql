-- Where the rows of a file wait until all of them are judged.
create temporary table provost_metric_rows (
    line integer not null,
    scope integer not null,
    kind integer not null,
    recorded_at timestamptz not null,
    metric_value double precision not null,
    context jsonb
) on commit drop
