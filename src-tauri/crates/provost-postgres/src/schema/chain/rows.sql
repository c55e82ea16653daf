-- What does a table hold? The columns, the table and the number of rows are put in.
select array[chosen_columns]::pg_catalog.text[] from only chosen_table limit chosen_limit
