-- Lets a role ("$2") act as another one ("$1"), so that it can give objects to it.
grant "$1" to "$2"
