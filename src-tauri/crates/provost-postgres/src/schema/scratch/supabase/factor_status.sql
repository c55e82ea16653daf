-- Makes the type that tells whether such a way was tried.
create type auth.factor_status as enum ('unverified', 'verified')
