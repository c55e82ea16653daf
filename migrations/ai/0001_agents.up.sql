-- AI agents, what they remember and what they work on.
-- needs: identity/0002

create table governance.ai_agents (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid default governance.current_user_id(),
  name text not null,
  description text,
  agent_type text not null default 'assistant',
  status text not null default 'active',
  capabilities jsonb not null default '{}',
  configuration jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_agents_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_agents_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint ai_agents_tenant_id_unique unique (tenant_id, id),
  constraint ai_agents_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint ai_agents_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint ai_agents_agent_type_not_blank check (pg_catalog.btrim(agent_type) <> ''),
  constraint ai_agents_status_known check (status in ('active', 'inactive', 'retired')),
  constraint ai_agents_capabilities_is_object check (pg_catalog.jsonb_typeof(capabilities) = 'object'),
  constraint ai_agents_configuration_is_object check (pg_catalog.jsonb_typeof(configuration) = 'object')
);
create index ai_agents_user on governance.ai_agents (tenant_id, user_id);
create index ai_agents_status on governance.ai_agents (tenant_id, status);
comment on table governance.ai_agents is
  'The AI agents of a tenant. Seed 000 names the table and that an agent has a user; it gives no columns. Everybody of the tenant sees them, their person and administrators change them.';
comment on column governance.ai_agents.id is 'Its identity.';
comment on column governance.ai_agents.tenant_id is 'To whom it belongs.';
comment on column governance.ai_agents.user_id is
  'Who answers for it. The seed''s agents go with their person; here the agent stays and waits for another: deployments, metrics and logs speak of it.';
comment on column governance.ai_agents.name is 'What people call it.';
comment on column governance.ai_agents.description is 'What it is for.';
comment on column governance.ai_agents.agent_type is 'What kind of agent, in the application''s own words: assistant, retriever, planner, reviewer.';
comment on column governance.ai_agents.status is 'Whether it is in use: active, inactive for now, or retired for good.';
comment on column governance.ai_agents.capabilities is 'What it can do and may use, by name: tools, data, actions.';
comment on column governance.ai_agents.configuration is 'How it is set up. No secrets: everybody of the tenant reads it.';
comment on column governance.ai_agents.created_at is 'When the row was made.';
comment on column governance.ai_agents.updated_at is 'When the row was last changed.';
create trigger ai_agents_set_updated_at before update on governance.ai_agents
  for each row execute function governance.set_updated_at();

alter table governance.ai_agents enable row level security;
alter table governance.ai_agents force row level security;
create policy ai_agents_select on governance.ai_agents for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_agents_insert on governance.ai_agents for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
              or (select governance.may_write_every_tenant()));
create policy ai_agents_update on governance.ai_agents for update
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy ai_agents_delete on governance.ai_agents for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));

create table governance.agent_memories (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  agent_id uuid not null,
  user_id uuid not null default governance.current_user_id(),
  memory_type text not null default 'fact',
  content text not null,
  importance double precision not null default 0.5,
  metadata jsonb not null default '{}',
  last_accessed_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint agent_memories_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint agent_memories_agent_fk foreign key (tenant_id, agent_id) references governance.ai_agents (tenant_id, id)
    on delete cascade,
  constraint agent_memories_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint agent_memories_memory_type_not_blank check (pg_catalog.btrim(memory_type) <> ''),
  constraint agent_memories_content_not_blank check (pg_catalog.btrim(content) <> ''),
  constraint agent_memories_importance_is_share check (importance between 0 and 1),
  constraint agent_memories_metadata_is_object check (pg_catalog.jsonb_typeof(metadata) = 'object'),
  constraint agent_memories_expires_after_creation check (expires_at > created_at)
);
create index agent_memories_agent on governance.agent_memories (tenant_id, agent_id, created_at);
create index agent_memories_user on governance.agent_memories (tenant_id, user_id);
create index agent_memories_expires_at on governance.agent_memories (expires_at) where expires_at is not null;
comment on table governance.agent_memories is
  'What an agent remembers of a person. Seed 000 names the table only. Nobody but the person reads it, not even administrators; auditors who may read every tenant do.';
comment on column governance.agent_memories.id is 'Its identity.';
comment on column governance.agent_memories.tenant_id is 'To whom it belongs.';
comment on column governance.agent_memories.agent_id is 'Which agent remembers; its memories go with it.';
comment on column governance.agent_memories.user_id is 'Whom it is about; erasing the person erases the memories.';
comment on column governance.agent_memories.memory_type is 'What kind of memory, in the application''s own words: fact, preference, episode, instruction.';
comment on column governance.agent_memories.content is 'What is remembered.';
comment on column governance.agent_memories.importance is 'How much it matters, from 0 to 1: what to forget first.';
comment on column governance.agent_memories.metadata is 'Where it comes from and whatever else is known of it.';
comment on column governance.agent_memories.last_accessed_at is 'When it was last of use.';
comment on column governance.agent_memories.expires_at is 'When it is to be forgotten; never, if null.';
comment on column governance.agent_memories.created_at is 'When the row was made.';
comment on column governance.agent_memories.updated_at is 'When the row was last changed.';
create trigger agent_memories_set_updated_at before update on governance.agent_memories
  for each row execute function governance.set_updated_at();

alter table governance.agent_memories enable row level security;
alter table governance.agent_memories force row level security;
create policy agent_memories_select on governance.agent_memories for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy agent_memories_insert on governance.agent_memories for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
              or (select governance.may_write_every_tenant()));
create policy agent_memories_update on governance.agent_memories for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy agent_memories_delete on governance.agent_memories for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.agent_workflows (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  agent_id uuid,
  user_id uuid default governance.current_user_id(),
  name text not null,
  definition jsonb not null default '{}',
  state jsonb not null default '{}',
  status text not null default 'pending',
  error_message text,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint agent_workflows_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint agent_workflows_agent_fk foreign key (tenant_id, agent_id) references governance.ai_agents (tenant_id, id)
    on delete set null (agent_id),
  constraint agent_workflows_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete set null (user_id),
  constraint agent_workflows_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint agent_workflows_definition_is_object check (pg_catalog.jsonb_typeof(definition) = 'object'),
  constraint agent_workflows_state_is_object check (pg_catalog.jsonb_typeof(state) = 'object'),
  constraint agent_workflows_status_known check (status in ('pending', 'running', 'completed', 'failed', 'cancelled')),
  constraint agent_workflows_error_message_not_blank check (pg_catalog.btrim(error_message) <> ''),
  constraint agent_workflows_running_has_start check (started_at is not null or status in ('pending', 'cancelled')),
  constraint agent_workflows_finished_when_over
    check ((finished_at is not null) = (status in ('completed', 'failed', 'cancelled'))),
  constraint agent_workflows_ends_after_start check (finished_at >= started_at)
);
create index agent_workflows_agent on governance.agent_workflows (tenant_id, agent_id, created_at);
create index agent_workflows_user on governance.agent_workflows (tenant_id, user_id);
create index agent_workflows_open on governance.agent_workflows (tenant_id, status) where finished_at is null;
comment on table governance.agent_workflows is
  'What agents work on, and how far they are. Seed 000 names the table only. Its person and administrators see it.';
comment on column governance.agent_workflows.id is 'Its identity.';
comment on column governance.agent_workflows.tenant_id is 'To whom it belongs.';
comment on column governance.agent_workflows.agent_id is 'Which agent works; the record of its work outlives it.';
comment on column governance.agent_workflows.user_id is 'For whom; the record outlives the person, without the name.';
comment on column governance.agent_workflows.name is 'What people call it.';
comment on column governance.agent_workflows.definition is 'The steps, as they were when it began.';
comment on column governance.agent_workflows.state is 'How far it is, as the agent needs it to go on.';
comment on column governance.agent_workflows.status is 'pending, running, completed, failed or cancelled.';
comment on column governance.agent_workflows.error_message is 'Why it failed.';
comment on column governance.agent_workflows.started_at is 'When the work began; what is cancelled may never have begun.';
comment on column governance.agent_workflows.finished_at is 'When it was over, however it ended.';
comment on column governance.agent_workflows.created_at is 'When the row was made.';
comment on column governance.agent_workflows.updated_at is 'When the row was last changed.';
create trigger agent_workflows_set_updated_at before update on governance.agent_workflows
  for each row execute function governance.set_updated_at();

alter table governance.agent_workflows enable row level security;
alter table governance.agent_workflows force row level security;
create policy agent_workflows_select on governance.agent_workflows for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy agent_workflows_insert on governance.agent_workflows for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
              or (select governance.may_write_every_tenant()));
create policy agent_workflows_update on governance.agent_workflows for update
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy agent_workflows_delete on governance.agent_workflows for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
