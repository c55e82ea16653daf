-- Makes the function that names the e-mail address of a request.
create function auth.email() returns text language sql stable as 'select null::text'
