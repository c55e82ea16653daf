-- What agents say to each other, what they hand to each other, and the end of what may be kept.

create table governance.multi_agent_conversation (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  task_id uuid,
  topic text not null,
  pattern text not null default 'sequential',
  coordinator_agent_id uuid,
  status text not null default 'running',
  max_turns integer,
  turn_count integer not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  outcome text,
  started_at timestamptz not null default pg_catalog.now(),
  ended_at timestamptz,
  expires_at timestamptz not null default pg_catalog.now() + interval '1 year',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint multi_agent_conversation_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint multi_agent_conversation_owner_unique unique (tenant_id, user_id, id),
  constraint multi_agent_conversation_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint multi_agent_conversation_task_fk foreign key (tenant_id, user_id, task_id)
    references governance.tasks (tenant_id, user_id, id) on delete set null (task_id),
  constraint multi_agent_conversation_coordinator_fk foreign key (tenant_id, coordinator_agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (coordinator_agent_id),
  constraint multi_agent_conversation_topic_not_blank check (pg_catalog.btrim(topic) <> ''),
  constraint multi_agent_conversation_pattern_known check (
    pattern in ('sequential', 'parallel', 'hierarchical', 'debate', 'round_robin')),
  constraint multi_agent_conversation_status_known check (status in ('running', 'completed', 'failed', 'cancelled')),
  constraint multi_agent_conversation_max_turns_positive check (max_turns > 0),
  constraint multi_agent_conversation_turn_count_not_negative check (turn_count >= 0),
  constraint multi_agent_conversation_input_tokens_not_negative check (input_tokens >= 0),
  constraint multi_agent_conversation_output_tokens_not_negative check (output_tokens >= 0),
  constraint multi_agent_conversation_outcome_not_blank check (pg_catalog.btrim(outcome) <> ''),
  constraint multi_agent_conversation_ended_when_over check ((ended_at is not null) = (status <> 'running')),
  constraint multi_agent_conversation_ends_after_start check (ended_at >= started_at),
  constraint multi_agent_conversation_expires_after_creation check (expires_at > created_at)
);
create index multi_agent_conversation_task_id on governance.multi_agent_conversation (tenant_id, user_id, task_id);
create index multi_agent_conversation_coordinator_agent_id on governance.multi_agent_conversation (tenant_id, coordinator_agent_id);
create index multi_agent_conversation_status on governance.multi_agent_conversation (tenant_id, user_id, status, started_at);
create index multi_agent_conversation_expires_at on governance.multi_agent_conversation (expires_at);

comment on table governance.multi_agent_conversation is
  'The conversations that agents have with each other on behalf of a person, private to that person, and deleted when their time is over.';
comment on column governance.multi_agent_conversation.id is 'Its identity.';
comment on column governance.multi_agent_conversation.tenant_id is 'To whom it belongs.';
comment on column governance.multi_agent_conversation.user_id is
  'For whom the agents work; the conversation goes with the person.';
comment on column governance.multi_agent_conversation.task_id is
  'On which task of the same person, if on one; the conversation stays when the task is deleted.';
comment on column governance.multi_agent_conversation.topic is 'What it is about, in a line.';
comment on column governance.multi_agent_conversation.pattern is 'How the agents work together.';
comment on column governance.multi_agent_conversation.coordinator_agent_id is 'Which agent leads, if one does.';
comment on column governance.multi_agent_conversation.status is 'How far it is.';
comment on column governance.multi_agent_conversation.max_turns is
  'After how many messages it is ended: agents that run in a circle stop there.';
comment on column governance.multi_agent_conversation.turn_count is 'How many messages there were.';
comment on column governance.multi_agent_conversation.input_tokens is 'How many tokens were read.';
comment on column governance.multi_agent_conversation.output_tokens is 'How many tokens were written.';
comment on column governance.multi_agent_conversation.outcome is 'What came of it.';
comment on column governance.multi_agent_conversation.started_at is 'When it began.';
comment on column governance.multi_agent_conversation.ended_at is 'When it ended.';
comment on column governance.multi_agent_conversation.expires_at is
  'When it is deleted; the time for which it may be kept is over then.';
comment on column governance.multi_agent_conversation.created_at is 'When the row was made.';
comment on column governance.multi_agent_conversation.updated_at is 'When the row was last changed.';

create trigger multi_agent_conversation_set_updated_at before update on governance.multi_agent_conversation
  for each row execute function governance.set_updated_at();

alter table governance.multi_agent_conversation enable row level security;
alter table governance.multi_agent_conversation force row level security;
create policy multi_agent_conversation_select on governance.multi_agent_conversation for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy multi_agent_conversation_insert on governance.multi_agent_conversation for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy multi_agent_conversation_update on governance.multi_agent_conversation for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy multi_agent_conversation_delete on governance.multi_agent_conversation for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.multi_agent_conversation_messages (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  conversation_id uuid not null,
  position integer not null,
  sender_agent_id uuid,
  recipient_agent_id uuid,
  content text not null,
  details jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  constraint multi_agent_conversation_messages_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint multi_agent_conversation_messages_position_unique unique (tenant_id, user_id, conversation_id, position),
  constraint multi_agent_conversation_messages_conversation_fk foreign key (tenant_id, user_id, conversation_id)
    references governance.multi_agent_conversation (tenant_id, user_id, id) on delete cascade,
  constraint multi_agent_conversation_messages_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint multi_agent_conversation_messages_sender_fk foreign key (tenant_id, sender_agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (sender_agent_id),
  constraint multi_agent_conversation_messages_recipient_fk foreign key (tenant_id, recipient_agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (recipient_agent_id),
  constraint multi_agent_conversation_messages_position_positive check (position > 0),
  constraint multi_agent_conversation_messages_content_not_blank check (pg_catalog.btrim(content) <> ''),
  constraint multi_agent_conversation_messages_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object')
);
create index multi_agent_conversation_messages_sender_agent_id on governance.multi_agent_conversation_messages (tenant_id, sender_agent_id);
create index multi_agent_conversation_messages_recipient_agent_id on governance.multi_agent_conversation_messages (tenant_id, recipient_agent_id);

comment on table governance.multi_agent_conversation_messages is
  'What agents said to each other, a message a row; the seed would need it inside multi_agent_conversation, where a long conversation is one ever growing row.';
comment on column governance.multi_agent_conversation_messages.id is 'Its identity.';
comment on column governance.multi_agent_conversation_messages.tenant_id is 'To whom it belongs.';
comment on column governance.multi_agent_conversation_messages.user_id is
  'For whom the agents work: the person of the conversation.';
comment on column governance.multi_agent_conversation_messages.conversation_id is
  'In which conversation; it goes with that.';
comment on column governance.multi_agent_conversation_messages.position is 'Its place there, from 1.';
comment on column governance.multi_agent_conversation_messages.sender_agent_id is
  'Which agent speaks; none is the person, or an agent that was deleted.';
comment on column governance.multi_agent_conversation_messages.recipient_agent_id is
  'Which agent is spoken to; none is all of them.';
comment on column governance.multi_agent_conversation_messages.content is 'What was said.';
comment on column governance.multi_agent_conversation_messages.details is 'What else belongs to it, name to value.';
comment on column governance.multi_agent_conversation_messages.created_at is 'When the row was made.';

alter table governance.multi_agent_conversation_messages enable row level security;
alter table governance.multi_agent_conversation_messages force row level security;
create policy multi_agent_conversation_messages_select on governance.multi_agent_conversation_messages for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy multi_agent_conversation_messages_insert on governance.multi_agent_conversation_messages for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy multi_agent_conversation_messages_delete on governance.multi_agent_conversation_messages for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.task_delegation (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  task_id uuid not null,
  conversation_id uuid,
  parent_delegation_id uuid,
  delegating_agent_id uuid,
  receiving_agent_id uuid,
  reason text,
  instructions text not null,
  status text not null default 'pending',
  input jsonb not null default '{}',
  result jsonb not null default '{}',
  failure text,
  attempt integer not null default 1,
  delegated_at timestamptz not null default pg_catalog.now(),
  due_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint task_delegation_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint task_delegation_owner_unique unique (tenant_id, user_id, id),
  constraint task_delegation_task_fk foreign key (tenant_id, user_id, task_id)
    references governance.tasks (tenant_id, user_id, id) on delete cascade,
  constraint task_delegation_conversation_fk foreign key (tenant_id, user_id, conversation_id)
    references governance.multi_agent_conversation (tenant_id, user_id, id) on delete set null (conversation_id),
  constraint task_delegation_parent_fk foreign key (tenant_id, user_id, parent_delegation_id)
    references governance.task_delegation (tenant_id, user_id, id) on delete cascade,
  constraint task_delegation_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint task_delegation_delegating_agent_fk foreign key (tenant_id, delegating_agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (delegating_agent_id),
  constraint task_delegation_receiving_agent_fk foreign key (tenant_id, receiving_agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (receiving_agent_id),
  constraint task_delegation_agents_differ check (delegating_agent_id <> receiving_agent_id),
  constraint task_delegation_reason_not_blank check (pg_catalog.btrim(reason) <> ''),
  constraint task_delegation_instructions_not_blank check (pg_catalog.btrim(instructions) <> ''),
  constraint task_delegation_status_known check (
    status in ('pending', 'accepted', 'running', 'completed', 'failed', 'rejected', 'cancelled')),
  constraint task_delegation_input_is_object check (pg_catalog.jsonb_typeof(input) = 'object'),
  constraint task_delegation_result_is_object check (pg_catalog.jsonb_typeof(result) = 'object'),
  constraint task_delegation_failure_not_blank check (pg_catalog.btrim(failure) <> ''),
  constraint task_delegation_attempt_positive check (attempt > 0),
  constraint task_delegation_completed_when_over check (
    (completed_at is not null) = (status not in ('pending', 'accepted', 'running'))),
  constraint task_delegation_completed_after_start check (completed_at >= delegated_at),
  constraint task_delegation_due_after_start check (due_at > delegated_at)
);
create index task_delegation_task_id on governance.task_delegation (tenant_id, user_id, task_id);
create index task_delegation_conversation_id on governance.task_delegation (tenant_id, user_id, conversation_id);
create index task_delegation_parent_delegation_id on governance.task_delegation (tenant_id, user_id, parent_delegation_id);
create index task_delegation_delegating_agent_id on governance.task_delegation (tenant_id, delegating_agent_id);
create index task_delegation_receiving_agent_id on governance.task_delegation (tenant_id, receiving_agent_id, status);

comment on table governance.task_delegation is 'Which agent gave which task to which, why, and what came of it.';
comment on column governance.task_delegation.id is 'Its identity.';
comment on column governance.task_delegation.tenant_id is 'To whom it belongs.';
comment on column governance.task_delegation.user_id is 'For whom the agents work: the person who has the task.';
comment on column governance.task_delegation.task_id is 'Which task; the delegations go with it.';
comment on column governance.task_delegation.conversation_id is
  'In which conversation of agents it was done; none when that was deleted.';
comment on column governance.task_delegation.parent_delegation_id is
  'Which delegation it was handed on from; it goes with that.';
comment on column governance.task_delegation.delegating_agent_id is
  'Which agent gave the task; none is the person, or an agent that was deleted.';
comment on column governance.task_delegation.receiving_agent_id is
  'Which agent got the task; none when it was deleted.';
comment on column governance.task_delegation.reason is 'Why this agent.';
comment on column governance.task_delegation.instructions is 'What is to be done.';
comment on column governance.task_delegation.status is 'How far it is.';
comment on column governance.task_delegation.input is 'What the agent was given, name to value.';
comment on column governance.task_delegation.result is 'What the agent gave back, name to value.';
comment on column governance.task_delegation.failure is 'Why it failed.';
comment on column governance.task_delegation.attempt is 'Which attempt it is, from 1.';
comment on column governance.task_delegation.delegated_at is 'When the task was given.';
comment on column governance.task_delegation.due_at is 'When it should be done.';
comment on column governance.task_delegation.completed_at is 'When it was over.';
comment on column governance.task_delegation.created_at is 'When the row was made.';
comment on column governance.task_delegation.updated_at is 'When the row was last changed.';

create trigger task_delegation_set_updated_at before update on governance.task_delegation
  for each row execute function governance.set_updated_at();

alter table governance.task_delegation enable row level security;
alter table governance.task_delegation force row level security;
create policy task_delegation_select on governance.task_delegation for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy task_delegation_insert on governance.task_delegation for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy task_delegation_update on governance.task_delegation for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy task_delegation_delete on governance.task_delegation for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create function governance.delete_expired_workspace_rows(
  out documents bigint, out chat_history bigint, out user_history_summaries bigint, out multi_agent_conversation bigint
)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from governance.documents as kept where kept.expires_at <= pg_catalog.now() and not kept.has_legal_hold;
  get diagnostics documents = row_count;
  delete from governance.chat_history as kept where kept.expires_at <= pg_catalog.now();
  get diagnostics chat_history = row_count;
  delete from governance.user_history_summaries as kept where kept.expires_at <= pg_catalog.now();
  get diagnostics user_history_summaries = row_count;
  delete from governance.multi_agent_conversation as kept where kept.expires_at <= pg_catalog.now();
  get diagnostics multi_agent_conversation = row_count;
end
$$;
comment on function governance.delete_expired_workspace_rows() is
  'Deletes what may be kept no longer and says how many rows. Documents under a legal hold stay. It deletes what the caller may read and delete: run it each day as a role with the right to read and to write every tenant. The bytes of a document are deleted by whoever keeps them.';
