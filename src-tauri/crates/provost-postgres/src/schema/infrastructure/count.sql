-- How many rows has a table? Its name is put in; the rows of those that inherit from it are theirs.
select pg_catalog.count(*) from only counted_table
