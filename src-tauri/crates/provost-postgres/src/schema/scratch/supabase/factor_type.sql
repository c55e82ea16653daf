-- Makes the type of the ways to prove who somebody is.
create type auth.factor_type as enum ('totp', 'webauthn', 'phone')
