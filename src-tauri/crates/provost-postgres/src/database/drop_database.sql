-- Drops a database ("$1"), also when somebody is still in it.
drop database if exists "$1" with (force)
