-- Which extensions could the server install, and in which version?
select a.name::text as name, a.default_version
from pg_catalog.pg_available_extensions() a
