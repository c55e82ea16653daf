-- Makes the function ("$3"."$2") that takes any modifier of a stand-in type, such as that of geometry(Point,4326).
create function "$3"."$2"(cstring[]) returns integer language internal immutable strict as 'array_ndims'
