-- Analytics in JSONB, with the gaps that an audit should find: a table that everyone may read without row-level
-- security, a foreign key without an index, a constraint that was never validated, a function with its owner's
-- rights and no search_path, a view that looks past the policies, a table without a key, and an unprotected column
-- of personal data. The tables of AI governance are missing altogether.
set local role demo_owner;

create table app.ai_analytics (
  id bigint generated always as identity primary key,
  agent_id uuid not null references app.ai_agents (id) on delete cascade,
  event_type text not null,
  event_data jsonb not null default '{}',
  recorded_at timestamptz not null default now()
);
comment on table app.ai_analytics is 'Events of agents, counted for the dashboards.';
create index ai_analytics_recorded_at on app.ai_analytics (recorded_at);
create index ai_analytics_recorded_at_again on app.ai_analytics (recorded_at);

create table app.ai_feedback (
  id bigint generated always as identity primary key,
  agent_id uuid not null references app.ai_agents (id) on delete cascade,
  author_email text,
  author_phone text,
  rating int,
  remark text,
  created_at timestamp not null default now()
);
alter table app.ai_feedback add constraint rating_in_range check (rating between 1 and 5) not valid;

create table app.import_staging (payload jsonb, loaded_at timestamptz default now());

create table app.api_credentials (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  service text not null,
  access_token text not null,
  unique (user_id, service)
);
alter table app.api_credentials enable row level security;
create policy everybody on app.api_credentials for all to demo_signed_in using (true) with check (true);

create view app.agent_overview as
  select a.id, a.name, a.agent_type, u.email, count(m.id) as memories
  from app.ai_agents a
  join auth.users u on u.id = a.user_id
  left join app.agent_memories m on m.agent_id = a.id
  group by a.id, a.name, a.agent_type, u.email;

create function app.forget_person(person uuid) returns void
  language plpgsql security definer
as $$
begin
  delete from auth.users where id = person;
end
$$;

grant select on app.ai_feedback, app.agent_overview to demo_anonymous, demo_signed_in, demo_analyst;
grant insert on app.ai_feedback to demo_anonymous, demo_signed_in;
grant select on app.ai_analytics to public;
grant select, insert, update, delete on app.api_credentials to demo_signed_in;

insert into app.ai_analytics (agent_id, event_type, event_data, recorded_at)
select md5('agent ' || (n % 120 + 1))::uuid, (array['run', 'answer', 'tool', 'error'])[n % 4 + 1],
       jsonb_build_object('milliseconds', 40 + n % 900, 'tokens', 100 + n % 4000),
       timestamptz '2025-03-01 00:00+00' + n * interval '2 minutes'
from generate_series(1, 20000) as n;

insert into app.ai_feedback (agent_id, author_email, author_phone, rating, remark)
select md5('agent ' || (n % 120 + 1))::uuid, 'person' || (n % 60 + 1) || '@example.org', null, n % 5 + 1, 'Remark ' || n
from generate_series(1, 800) as n;

insert into app.api_credentials (user_id, service, access_token)
select md5('user ' || n)::uuid, 'calendar', md5('demonstration token ' || n)
from generate_series(1, 40) as n;
