-- Reads backslashes in text constants as themselves until the transaction ends, as the server writes such constants.
select pg_catalog.set_config('standard_conforming_strings', 'on', true)
