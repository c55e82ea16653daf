-- Makes the messages of channels, on which policies say who may join.
create table realtime.messages (
    topic text not null,
    extension text not null,
    payload jsonb,
    event text,
    private boolean default false,
    updated_at timestamp not null default pg_catalog.now(),
    inserted_at timestamp not null default pg_catalog.now(),
    id uuid not null default pg_catalog.gen_random_uuid(),
    constraint messages_pkey primary key (id, inserted_at)
)
