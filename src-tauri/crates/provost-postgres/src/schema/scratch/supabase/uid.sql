-- Makes the function that names the account of a request.
create function auth.uid() returns uuid language sql stable as 'select null::uuid'
