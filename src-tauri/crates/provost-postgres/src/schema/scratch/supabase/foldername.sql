-- Makes the function that gives the folders of a file.
create function storage.foldername(name text) returns text[] language sql immutable as 'select null::text[]'
