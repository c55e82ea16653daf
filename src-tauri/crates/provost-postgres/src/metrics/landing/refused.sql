-- Which rows are refused, the first of them ($1) by line, how many in all, and how many of those say only what is said already?
select
    refused.line,
    refused.fault,
    coalesce(refused.told, '') as told,
    pg_catalog.count(*) over () as total,
    pg_catalog.count(*) filter (where refused.fault in ('duplicate-line', 'duplicate-table')) over () as duplicates
from pg_temp.provost_metric_refused as refused
order by refused.line
limit $1
