-- Lets the roles of the API and the role itself ("$1") name what is in public.
grant usage on schema public to "$1", anon, authenticated, service_role
