-- Gives new sequences of public to the roles of the API.
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role
