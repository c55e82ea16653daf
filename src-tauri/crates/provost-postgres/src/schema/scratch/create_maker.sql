-- Makes the role that runs somebody else's SQL ("$1"): the owner of its database, and nothing more on the server.
create role "$1" login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 8
