-- Which schemas are searched in this transaction? Only the system's, so that no planted function or operator is found.
set local search_path = pg_catalog, pg_temp
