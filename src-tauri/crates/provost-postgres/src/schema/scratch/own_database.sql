-- Gives a database ("$1") to a role ("$2").
alter database "$1" owner to "$2"
