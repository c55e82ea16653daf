-- Who uses the demonstration: roles without login, an auth schema in the shape that Supabase gives it, and 60 people.
create role demo_owner nologin;
create role demo_anonymous nologin;
create role demo_signed_in nologin;
create role demo_analyst nologin;
create role demo_auditor login connection limit 10;
grant pg_monitor to demo_auditor;
grant select on pg_catalog.pg_hba_file_rules to demo_auditor;
grant execute on function pg_catalog.pg_hba_file_rules() to demo_auditor;

create schema auth authorization demo_owner;
create schema app authorization demo_owner;
grant usage on schema auth, app to demo_signed_in, demo_analyst;
grant usage on schema app to demo_anonymous;

set local role demo_owner;

create table auth.users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique,
  encrypted_password text not null,
  full_name text,
  phone text,
  created_at timestamptz not null default now()
);
alter table auth.users enable row level security;

create function auth.uid() returns uuid
  language sql stable
  return nullif(current_setting('request.user_id', true), '')::uuid;

create policy users_see_themselves on auth.users for select to demo_signed_in
  using (id = (select auth.uid()));
grant select on auth.users to demo_signed_in;

insert into auth.users (id, email, encrypted_password, full_name, phone, created_at)
select md5('user ' || n)::uuid, 'person' || n || '@example.org', '$2b$12$' || md5(n::text),
       'Person ' || n, '+49 30 5550' || lpad(n::text, 3, '0'),
       timestamptz '2025-01-01 08:00+00' + n * interval '1 day'
from generate_series(1, 60) as n;
