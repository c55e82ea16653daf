-- Makes the function of pgcrypto for the salt of passwords; the private server does not have that extension.
create function extensions.gen_salt(text) returns text language sql volatile strict parallel safe
as 'select null::text'
