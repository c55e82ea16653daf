-- Makes the function that names the role of a request.
create function auth.role() returns text language sql stable as 'select null::text'
