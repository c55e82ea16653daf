-- Begins a type ("$1"."$2") that stands in for one of an extension that is not here.
create type "$1"."$2"
