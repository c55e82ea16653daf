-- Gives new tables of public to the roles of the API.
alter default privileges in schema public grant all on tables to anon, authenticated, service_role
