-- How many rows have no value in a key, or the same values as another? Table, columns and both conditions are put in.
select
    (select pg_catalog.count(*) from chosen_table where chosen_lack)
    + (
        select coalesce(pg_catalog.sum(alike.times), 0)::pg_catalog.int8
        from (
            select pg_catalog.count(*) as times
            from chosen_table
            where chosen_condition
            group by chosen_columns
            having pg_catalog.count(*) > 1
        ) as alike
    )
