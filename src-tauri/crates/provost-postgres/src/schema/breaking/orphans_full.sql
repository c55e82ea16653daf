-- How many rows point to a row that is not there, or have only a part of the key? As MATCH FULL asks; what differs is put in.
select pg_catalog.count(*)
from chosen_table as referring
where
    (chosen_part)
    or (
        chosen_condition
        and not exists (select from chosen_partner as referred where chosen_match)
    )
