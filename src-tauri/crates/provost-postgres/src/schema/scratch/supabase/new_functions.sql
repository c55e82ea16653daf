-- Gives new functions of public to the roles of the API.
alter default privileges in schema public grant all on functions to anon, authenticated, service_role
