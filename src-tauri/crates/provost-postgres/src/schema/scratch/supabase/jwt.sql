-- Makes the function that gives the claims of a request.
create function auth.jwt() returns jsonb language sql stable as 'select null::jsonb'
