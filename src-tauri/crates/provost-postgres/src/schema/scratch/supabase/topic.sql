-- Makes the function that names the channel of a request.
create function realtime.topic() returns text language sql stable as 'select null::text'
