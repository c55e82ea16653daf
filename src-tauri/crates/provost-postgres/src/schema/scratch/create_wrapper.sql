-- Makes a foreign data wrapper ("$1") that can be named and reaches nothing: it has no handler.
create foreign data wrapper "$1"
