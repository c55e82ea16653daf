-- Lets a role ("$2") make servers of a foreign data wrapper ("$1").
grant usage on foreign data wrapper "$1" to "$2"
