-- Makes the function that gives the ending of a file's name.
create function storage.extension(name text) returns text language sql immutable as 'select null::text'
