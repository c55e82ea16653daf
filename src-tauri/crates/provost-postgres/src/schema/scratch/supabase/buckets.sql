-- Makes the buckets of files.
create table storage.buckets (
    id text primary key,
    name text not null,
    owner uuid,
    created_at timestamptz default pg_catalog.now(),
    updated_at timestamptz default pg_catalog.now(),
    public boolean default false,
    avif_autodetection boolean default false,
    file_size_limit bigint,
    allowed_mime_types text[],
    owner_id text
)
