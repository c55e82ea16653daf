-- How many rows does a CHECK refuse? Table and expression are put in; where it says neither yes nor no, it lets the row pass.
select pg_catalog.count(*) from chosen_table where not (chosen_expression)
