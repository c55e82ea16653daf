-- How many rows does a statement of the catalog's reading answer with, and what are the names in the first? It is put in.
select
    (select pg_catalog.count(*) from (chosen_statement) as answer) as rows,
    array(
        select
            pg_catalog.concat_ws(
                ' | ',
                line.value ->> 'schema',
                line.value ->> 'role',
                line.value ->> 'name',
                line.value ->> 'version'
            )
        from (select pg_catalog.to_jsonb(answer) as value from (chosen_statement) as answer limit 5) as line
    ) as names
