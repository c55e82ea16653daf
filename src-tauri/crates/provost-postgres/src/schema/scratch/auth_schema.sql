-- Makes the schema in which Supabase keeps accounts.
create schema auth
