-- Makes the function that names the account of a request, as far as Provost's packs look at it.
create function auth.uid() returns uuid language sql stable as 'select null::uuid'
