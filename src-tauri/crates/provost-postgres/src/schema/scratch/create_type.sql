-- Makes a type ("$1"."$2") that stands in for one of an extension that is not here, with its functions in "$3".
create type "$1"."$2" (
    input = "$3"."$2", output = "$3"."$2", typmod_in = "$3"."$2", like = pg_catalog.text
)
