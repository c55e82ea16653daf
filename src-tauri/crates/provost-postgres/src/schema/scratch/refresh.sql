-- Makes a transaction see a role or a type that another session made since: the first lock on a table brings the news.
select from pg_catalog.pg_conversion limit 0
