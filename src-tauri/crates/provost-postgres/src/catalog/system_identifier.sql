-- Which cluster is this? Asked only where the role may execute the function.
select c.system_identifier::text as system_identifier
from pg_catalog.pg_control_system() c
