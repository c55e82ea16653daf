-- How many rows point to a row that is not there? Both tables, the rows that point at all, and what must match are put in.
select pg_catalog.count(*)
from chosen_table as referring
where
    chosen_condition
    and not exists (select from chosen_partner as referred where chosen_match)
