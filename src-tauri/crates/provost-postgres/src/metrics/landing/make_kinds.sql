-- What the rows of a file measure, and in which unit.
create temporary table provost_metric_kinds (kind integer not null, metric_type text not null, metric_unit text) on commit drop
