-- Makes a schema ("$1") for an extension, to be given to a role ("$2").
create schema if not exists "$1" authorization "$2"
