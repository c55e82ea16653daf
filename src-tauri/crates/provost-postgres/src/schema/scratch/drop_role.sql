-- Drops a role ("$1"); refused while something still belongs to it.
drop role if exists "$1"
