-- Makes the table of accounts as far as Provost's packs look at it.
create table auth.users (
    id uuid primary key,
    email text,
    phone text,
    email_confirmed_at timestamptz,
    raw_app_meta_data jsonb,
    deleted_at timestamptz
)
