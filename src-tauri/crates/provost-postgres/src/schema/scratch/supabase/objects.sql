-- Makes the files, on which policies say who may read and write them.
create table storage.objects (
    id uuid primary key default pg_catalog.gen_random_uuid(),
    bucket_id text,
    name text,
    owner uuid,
    created_at timestamptz default pg_catalog.now(),
    updated_at timestamptz default pg_catalog.now(),
    last_accessed_at timestamptz default pg_catalog.now(),
    metadata jsonb,
    path_tokens text[],
    version text,
    owner_id text,
    user_metadata jsonb
)
