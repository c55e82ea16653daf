-- What does the comment of the company's schema say of its loading? No row when the schema is not there.
select
    pg_catalog.substring(note.text, 'loaded ([^,)]+)') as loaded_at,
    pg_catalog.substring(note.text, 'day ([0-9-]+)') as day,
    pg_catalog.substring(note.text, 'seed ([0-9]+)')::pg_catalog.int8 as seed
from pg_catalog.pg_namespace as n
cross join lateral (select pg_catalog.obj_description(n.oid, 'pg_namespace') as text) as note
where n.nspname = 'sample_company'
