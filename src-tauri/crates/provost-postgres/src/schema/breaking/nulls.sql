-- How many rows have no value in a column that should have one? Table and condition are put in.
select pg_catalog.count(*) from chosen_table where chosen_condition
