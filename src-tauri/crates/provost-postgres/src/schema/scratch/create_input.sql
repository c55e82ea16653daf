-- Makes the function ("$3"."$2") that reads a stand-in type ("$1"."$2"): as text is read.
create function "$3"."$2"(cstring) returns "$1"."$2" language internal immutable strict as 'textin'
