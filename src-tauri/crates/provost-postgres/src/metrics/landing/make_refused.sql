-- Which rows of a file are refused, and why.
create temporary table provost_metric_refused (line integer not null, fault text not null, told text) on commit drop
