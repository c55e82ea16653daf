-- How many rows have the same values as another? Table, columns and which rows count are put in.
select coalesce(pg_catalog.sum(alike.times), 0)::pg_catalog.int8
from (
    select pg_catalog.count(*) as times
    from chosen_table
    where chosen_condition
    group by chosen_columns
    having pg_catalog.count(*) > 1
) as alike
