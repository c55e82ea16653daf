-- Makes a role ("$1") that the SQL names and the server does not have; nobody can log in as it.
create role "$1" nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls
