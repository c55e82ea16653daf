-- Makes the function of pgcrypto that defaults call; the private server does not have that extension.
create function extensions.gen_random_bytes(integer) returns bytea language sql volatile strict parallel safe
as 'select null::bytea'
