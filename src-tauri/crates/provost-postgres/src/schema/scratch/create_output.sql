-- Makes the function ("$3"."$2") that writes a stand-in type ("$1"."$2"): as text is written.
create function "$3"."$2"("$1"."$2") returns cstring language internal immutable strict as 'textout'
