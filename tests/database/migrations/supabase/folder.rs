//! What a database of Supabase is, and the migrations of somebody who has one.

/// What the server makes in every database before anybody's migration, after the initial scripts of Supabase's image, the
/// migrations of its services for accounts and files, and what its extensions would make where they are not here.
pub(super) const SERVER: &str = "
    create role anon; create role authenticated; create role service_role bypassrls;
    create role supabase_admin; create role supabase_auth_admin; create role supabase_storage_admin;
    grant usage on schema public to current_user, anon, authenticated, service_role;
    alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
    alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
    alter default privileges for role supabase_admin in schema public grant all on tables to anon, authenticated;
    create publication supabase_realtime;
    create schema extensions;
    grant usage on schema extensions to anon, authenticated, service_role;
    create extension if not exists pg_stat_statements with schema extensions;
    create function extensions.uuid_generate_v4() returns uuid language sql as 'select gen_random_uuid()';
    create function extensions.grant_pg_cron_access() returns event_trigger language plpgsql as 'begin end';
    create event trigger issue_pg_cron_access on ddl_command_end execute function extensions.grant_pg_cron_access();
    create schema graphql_public;
    create function graphql_public.graphql(query text) returns jsonb language sql as 'select null::jsonb';
    create schema vault;
    create view vault.decrypted_secrets as select 1 as id;
    create schema supabase_migrations;
    create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
    create schema auth authorization supabase_auth_admin;
    grant usage on schema auth to anon, authenticated, service_role;
    create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
    create type auth.factor_type as enum ('totp', 'webauthn', 'phone');
    create type auth.factor_status as enum ('unverified', 'verified');
    create table auth.users (
      instance_id uuid, id uuid not null, aud character varying(255), role character varying(255),
      email character varying(255), encrypted_password character varying(255), email_confirmed_at timestamptz,
      raw_app_meta_data jsonb, raw_user_meta_data jsonb, is_super_admin boolean, created_at timestamptz,
      phone text default null, phone_confirmed_at timestamptz,
      confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
      is_sso_user boolean default false not null, deleted_at timestamptz, is_anonymous boolean default false not null,
      constraint users_pkey primary key (id),
      constraint users_phone_key unique (phone)
    );
    create index users_instance_id_idx on auth.users (instance_id);
    comment on table auth.users is 'Auth: Stores user login data within a secure schema.';
    alter table auth.users enable row level security;
    grant all on auth.users to service_role;
    create table auth.refresh_tokens (id bigserial primary key, token character varying(255), user_id character varying(255));
    create table auth.mfa_factors (
      id uuid primary key, user_id uuid not null references auth.users (id) on delete cascade,
      factor_type auth.factor_type not null, status auth.factor_status not null, secret text
    );
    create function auth.uid() returns uuid language sql stable as
      $$ select nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
    create function auth.role() returns text language sql stable as
      $$ select nullif(current_setting('request.jwt.claim.role', true), '')::text $$;
    create function auth.jwt() returns jsonb language sql stable as
      $$ select nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
    create schema storage authorization supabase_storage_admin;
    create table storage.buckets (id text primary key, name text not null, public boolean default false, owner_id text);
    create unique index bname on storage.buckets (name);
    create table storage.objects (
      id uuid default extensions.uuid_generate_v4() not null, bucket_id text references storage.buckets (id), name text,
      owner uuid, metadata jsonb, path_tokens text[] generated always as (string_to_array(name, '/')) stored,
      constraint objects_pkey primary key (id)
    );
    alter table storage.objects enable row level security;
    create function storage.foldername(name text) returns text[] language plpgsql as 'begin return null; end';
    create function storage.update_updated_at_column() returns trigger language plpgsql as 'begin return new; end';
    create trigger update_objects_updated_at before update on storage.objects
      for each row execute function storage.update_updated_at_column();
    create table storage.s3_multipart_uploads (id text primary key);
    create schema realtime authorization supabase_admin;
    create table realtime.messages (topic text not null, extension text not null, private boolean default false,
      inserted_at timestamp not null default now(), id uuid not null default gen_random_uuid(),
      primary key (id, inserted_at)) partition by range (inserted_at);
    create table realtime.messages_2026_11_22 partition of realtime.messages
      for values from ('2026-11-22') to ('2026-11-23');
    alter table realtime.messages enable row level security;
    create function realtime.topic() returns text language sql stable as
      $$ select nullif(current_setting('realtime.topic', true), '')::text $$;
    create publication supabase_realtime_messages_publication for table realtime.messages;
";

/// The migrations, by their paths: what the guides of Supabase have people write.
pub(super) const FOLDER: &[(&str, &str)] = &[
    ("supabase/config.toml", "project_id = \"people\"\n"),
    (
        "supabase/migrations/20240101000000_profiles.sql",
        "create extension if not exists moddatetime with schema extensions;\n\
         create extension if not exists pg_stat_statements;\n\
         create table public.profiles (\n\
           id uuid not null references auth.users on delete cascade primary key,\n\
           username text unique, avatar_url text, updated_at timestamptz not null default now()\n\
         );\n\
         alter table public.profiles enable row level security;\n\
         create policy \"Everybody sees profiles.\" on profiles for select using (true);\n\
         create policy \"One changes one's own.\" on profiles for update to authenticated\n\
           using ((select auth.uid()) = id) with check ((select auth.uid()) = id);\n\
         create policy \"Administrators do all.\" on profiles as restrictive for all to authenticated\n\
           using (auth.role() = 'service_role' or (auth.jwt() -> 'app_metadata' ->> 'role') = 'admin');\n\
         create trigger profiles_moddatetime before update on profiles\n\
           for each row execute procedure extensions.moddatetime(updated_at);\n\
         create function public.handle_new_user() returns trigger language plpgsql security definer set search_path = ''\n\
         as $$\nbegin\n\
           insert into public.profiles (id, username) values (new.id, new.raw_user_meta_data ->> 'username');\n\
           return new;\nend;\n$$;\n\
         create trigger on_auth_user_created after insert on auth.users\n\
           for each row execute procedure public.handle_new_user();\n\
         revoke execute on function public.handle_new_user() from anon, authenticated;\n",
    ),
    (
        "supabase/migrations/20240102000000_files.sql",
        "insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true) on conflict do nothing;\n\
         create policy \"Avatars are public.\" on storage.objects for select using (bucket_id = 'avatars');\n\
         create policy \"One uploads one's own.\" on storage.objects for insert to authenticated\n\
           with check (bucket_id = 'avatars' and (storage.foldername(name))[1] = (select auth.uid())::text);\n",
    ),
    (
        "supabase/migrations/20240103000000_messages.sql",
        "create schema if not exists extensions;\n\
         create table messages (\n\
           id uuid primary key default extensions.uuid_generate_v4(),\n\
           of_whom uuid not null references auth.users (id), body text not null check (body <> '')\n\
         );\n\
         create index messages_of_whom on messages (of_whom);\n\
         alter table messages enable row level security;\n\
         create policy \"Only with a second factor.\" on messages as restrictive to authenticated using (\n\
           array[(select auth.jwt() ->> 'aal')] <@ (\n\
             select case when count(id) > 0 then array['aal2'] else array['aal1', 'aal2'] end\n\
             from auth.mfa_factors where (select auth.uid()) = user_id and status = 'verified'));\n\
         grant select, insert on messages to authenticated;\n\
         revoke all on messages from anon;\n\
         create policy \"Members hear of it.\" on realtime.messages for select to authenticated\n\
           using (realtime.topic() = 'messages' and realtime.messages.extension = 'broadcast');\n\
         do $$ begin\n\
           if exists (select from pg_publication where pubname = 'supabase_realtime') then\n\
             alter publication supabase_realtime add table public.messages;\n\
           end if;\n\
         end $$;\n\
         create view public.people with (security_invoker = on) as select id, email, raw_user_meta_data from auth.users;\n\
         select cron.schedule('nightly', '0 3 * * *', 'delete from messages');\n",
    ),
];

/// What the last migration asks of an extension that is on neither side, and so was not run on the database.
pub(super) const SCHEDULED: &str =
    "select cron.schedule('nightly', '0 3 * * *', 'delete from messages');\n";
