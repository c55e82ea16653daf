-- Agents, their memories and their workflows, as the audited design describes them: JSONB for what varies, foreign
-- keys, indexes, and row-level security by owner.
set local role demo_owner;

create table app.ai_agents (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (name <> ''),
  agent_type text not null check (agent_type in ('assistant', 'researcher', 'planner', 'reviewer')),
  configuration jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'paused', 'error')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table app.ai_agents is 'An assistant that a person has set up.';
create index ai_agents_user_id on app.ai_agents (user_id);

create table app.agent_memories (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references app.ai_agents (id) on delete cascade,
  memory_type text not null check (memory_type in ('fact', 'preference', 'conversation')),
  content jsonb not null,
  importance numeric(3, 2) check (importance between 0 and 1),
  created_at timestamptz not null default now()
);
comment on table app.agent_memories is 'What an agent remembers of a person.';
create index agent_memories_agent_id on app.agent_memories (agent_id, created_at desc);

create table app.agent_workflows (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid not null references app.ai_agents (id) on delete cascade,
  name text not null,
  steps jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'running', 'done', 'failed')),
  started_at timestamptz,
  finished_at timestamptz,
  check (finished_at is null or finished_at >= started_at)
);
create index agent_workflows_agent_id on app.agent_workflows (agent_id);

alter table app.ai_agents enable row level security;
alter table app.agent_memories enable row level security;
alter table app.agent_workflows enable row level security;
create policy own_agents on app.ai_agents to demo_signed_in
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));
create policy own_memories on app.agent_memories to demo_signed_in
  using (exists (select from app.ai_agents a where a.id = agent_id and a.user_id = (select auth.uid())));
create policy own_workflows on app.agent_workflows to demo_signed_in
  using (exists (select from app.ai_agents a where a.id = agent_id and a.user_id = (select auth.uid())));
grant select, insert, update, delete on app.ai_agents, app.agent_memories, app.agent_workflows to demo_signed_in;

insert into app.ai_agents (id, user_id, name, agent_type, configuration)
select md5('agent ' || n)::uuid, md5('user ' || (n % 60 + 1))::uuid, 'Agent ' || n,
       (array['assistant', 'researcher', 'planner', 'reviewer'])[n % 4 + 1],
       jsonb_build_object('temperature', round((n % 10) / 10.0, 1), 'model', 'general-' || n % 3)
from generate_series(1, 120) as n;

insert into app.agent_memories (agent_id, memory_type, content, importance, created_at)
select md5('agent ' || (n % 120 + 1))::uuid, (array['fact', 'preference', 'conversation'])[n % 3 + 1],
       jsonb_build_object('text', 'Memory ' || n, 'source', 'conversation ' || n % 400), (n % 100) / 100.0,
       timestamptz '2025-03-01 00:00+00' + n * interval '7 minutes'
from generate_series(1, 6000) as n;

insert into app.agent_workflows (agent_id, name, steps, state)
select md5('agent ' || (n % 120 + 1))::uuid, 'Workflow ' || n,
       jsonb_build_array(jsonb_build_object('do', 'search'), jsonb_build_object('do', 'summarise')),
       (array['draft', 'running', 'done', 'failed'])[n % 4 + 1]
from generate_series(1, 300) as n;
