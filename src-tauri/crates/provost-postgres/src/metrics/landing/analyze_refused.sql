-- Lets the planner know how many rows there are.
analyze pg_temp.provost_metric_refused
