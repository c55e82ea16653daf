-- Makes the function of pgcrypto for passwords; the private server does not have that extension.
create function extensions.crypt(text, text) returns text language sql immutable strict parallel safe
as 'select null::text'
