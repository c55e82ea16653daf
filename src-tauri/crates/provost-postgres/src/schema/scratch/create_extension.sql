-- Makes an extension ("$1") in a schema ("$2").
create extension if not exists "$1" schema "$2" cascade
