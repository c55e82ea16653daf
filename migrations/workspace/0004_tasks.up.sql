-- The tasks of people, and the tokens with which agents act for them.

create function governance.workspace_keep_owner() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a row of % never changes its person', tg_table_name
    using errcode = 'restrict_violation', hint = 'Make a row for the other person.';
end
$$;
comment on function governance.workspace_keep_owner() is
  'Whoever does a task for somebody may change it, and policies cannot tell columns apart: this keeps it from being taken.';

create table governance.tasks (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  assignee_id uuid,
  parent_task_id uuid,
  title text not null,
  description text,
  status text not null default 'open',
  priority text not null default 'medium',
  category text,
  due_date timestamptz,
  estimated_hours double precision,
  actual_hours double precision,
  completion_percentage double precision not null default 0,
  started_at timestamptz,
  completed_at timestamptz,
  agent_id uuid,
  tags jsonb not null default '[]',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint tasks_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint tasks_owner_unique unique (tenant_id, user_id, id),
  constraint tasks_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id) on delete cascade,
  constraint tasks_assignee_fk foreign key (tenant_id, assignee_id)
    references governance.users (tenant_id, id) on delete set null (assignee_id),
  constraint tasks_parent_fk foreign key (tenant_id, user_id, parent_task_id)
    references governance.tasks (tenant_id, user_id, id) on delete cascade,
  constraint tasks_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint tasks_title_not_blank check (pg_catalog.btrim(title) <> ''),
  constraint tasks_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint tasks_status_known check (status in ('open', 'in_progress', 'blocked', 'done', 'cancelled')),
  constraint tasks_priority_known check (priority in ('low', 'medium', 'high', 'urgent')),
  constraint tasks_category_not_blank check (pg_catalog.btrim(category) <> ''),
  constraint tasks_estimated_hours_not_negative check (estimated_hours >= 0),
  constraint tasks_actual_hours_not_negative check (actual_hours >= 0),
  constraint tasks_completion_percentage_in_range check (completion_percentage >= 0 and completion_percentage <= 100),
  constraint tasks_completed_when_done check ((completed_at is not null) = (status = 'done')),
  constraint tasks_completed_after_start check (completed_at >= started_at),
  constraint tasks_tags_is_list check (pg_catalog.jsonb_typeof(tags) = 'array')
);
create index tasks_parent_task_id on governance.tasks (tenant_id, user_id, parent_task_id);
create index tasks_assignee_id on governance.tasks (tenant_id, assignee_id, status);
create index tasks_agent_id on governance.tasks (tenant_id, agent_id);
create index tasks_due_date on governance.tasks (tenant_id, user_id, due_date) where status not in ('done', 'cancelled');

comment on table governance.tasks is
  'What people have to do. The person who has it and the person who does it see it; nobody hands another''s task on.';
comment on column governance.tasks.id is 'Its identity.';
comment on column governance.tasks.tenant_id is 'To whom it belongs.';
comment on column governance.tasks.user_id is 'Who has the task; it goes with the person.';
comment on column governance.tasks.assignee_id is 'Who does it; none is the person who has it.';
comment on column governance.tasks.parent_task_id is
  'Of which task of the same person it is a part; it goes with that.';
comment on column governance.tasks.title is 'What is to be done, in a line.';
comment on column governance.tasks.description is 'What else there is to say.';
comment on column governance.tasks.status is 'How far it is.';
comment on column governance.tasks.priority is 'How much it matters.';
comment on column governance.tasks.category is 'What kind of task it is.';
comment on column governance.tasks.due_date is 'When it should be done.';
comment on column governance.tasks.estimated_hours is 'How long it should take.';
comment on column governance.tasks.actual_hours is 'How long it took.';
comment on column governance.tasks.completion_percentage is 'How much of it is done, from 0 to 100.';
comment on column governance.tasks.started_at is 'When it was begun.';
comment on column governance.tasks.completed_at is 'When it was done.';
comment on column governance.tasks.agent_id is 'Which agent made it, if one did.';
comment on column governance.tasks.tags is 'A list of words to find it by.';
comment on column governance.tasks.created_at is 'When the row was made.';
comment on column governance.tasks.updated_at is 'When the row was last changed.';

create trigger tasks_set_updated_at before update on governance.tasks
  for each row execute function governance.set_updated_at();
create trigger tasks_keep_owner before update of user_id on governance.tasks
  for each row when (new.user_id is distinct from old.user_id) execute function governance.workspace_keep_owner();

alter table governance.tasks enable row level security;
alter table governance.tasks force row level security;
create policy tasks_select on governance.tasks for select
  using ((tenant_id = (select governance.current_tenant_id()) and (user_id = (select governance.current_user_id()) or assignee_id = (select governance.current_user_id())))
         or (select governance.may_read_every_tenant()));
create policy tasks_insert on governance.tasks for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy tasks_update on governance.tasks for update
  using ((tenant_id = (select governance.current_tenant_id()) and (user_id = (select governance.current_user_id()) or assignee_id = (select governance.current_user_id())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (user_id = (select governance.current_user_id()) or assignee_id = (select governance.current_user_id())))
         or (select governance.may_write_every_tenant()));
create policy tasks_delete on governance.tasks for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.user_oauth_tokens (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  service text not null,
  account text not null,
  access_token bytea not null,
  access_token_key_id text not null,
  refresh_token bytea,
  refresh_token_key_id text,
  token_type text not null default 'Bearer',
  scopes jsonb not null default '[]',
  expires_at timestamptz not null,
  last_used_at timestamptz,
  refreshed_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_oauth_tokens_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint user_oauth_tokens_account_unique unique (tenant_id, user_id, service, account),
  constraint user_oauth_tokens_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint user_oauth_tokens_service_not_blank check (pg_catalog.btrim(service) <> ''),
  constraint user_oauth_tokens_account_not_blank check (pg_catalog.btrim(account) <> ''),
  constraint user_oauth_tokens_access_token_key_id_not_blank check (pg_catalog.btrim(access_token_key_id) <> ''),
  constraint user_oauth_tokens_access_token_is_sealed check (pg_catalog.octet_length(access_token) >= 28),
  constraint user_oauth_tokens_refresh_token_is_sealed check (pg_catalog.octet_length(refresh_token) >= 28),
  constraint user_oauth_tokens_refresh_token_has_key check ((refresh_token is null) = (refresh_token_key_id is null)),
  constraint user_oauth_tokens_refresh_token_key_id_not_blank check (pg_catalog.btrim(refresh_token_key_id) <> ''),
  constraint user_oauth_tokens_token_type_not_blank check (pg_catalog.btrim(token_type) <> ''),
  constraint user_oauth_tokens_scopes_is_list check (pg_catalog.jsonb_typeof(scopes) = 'array'),
  constraint user_oauth_tokens_expires_after_creation check (expires_at > created_at)
);
create index user_oauth_tokens_service on governance.user_oauth_tokens (tenant_id, service);
create index user_oauth_tokens_expires_at on governance.user_oauth_tokens (expires_at) where revoked_at is null;

comment on table governance.user_oauth_tokens is
  'The tokens with which agents act for a person at other services. Only ciphertext: whoever reads the table, or a backup of it, can act for nobody. Nobody but the person sees a row, no administrator and no auditor.';
comment on column governance.user_oauth_tokens.id is 'Its identity.';
comment on column governance.user_oauth_tokens.tenant_id is 'To whom it belongs.';
comment on column governance.user_oauth_tokens.user_id is 'Whose account it is; the tokens go with the person.';
comment on column governance.user_oauth_tokens.service is 'The service, such as google.';
comment on column governance.user_oauth_tokens.account is 'The account there.';
comment on column governance.user_oauth_tokens.access_token is 'Ciphertext of the token for calls.';
comment on column governance.user_oauth_tokens.access_token_key_id is
  'Which key it was encrypted with; the key is not in the database.';
comment on column governance.user_oauth_tokens.refresh_token is 'Ciphertext of the token that gives new ones.';
comment on column governance.user_oauth_tokens.refresh_token_key_id is
  'Which key that was encrypted with; the key is not in the database.';
comment on column governance.user_oauth_tokens.token_type is 'How the token is used.';
comment on column governance.user_oauth_tokens.scopes is 'A list of what the person allowed.';
comment on column governance.user_oauth_tokens.expires_at is 'When the token for calls ends.';
comment on column governance.user_oauth_tokens.last_used_at is 'When it was last used.';
comment on column governance.user_oauth_tokens.refreshed_at is 'When it was last renewed.';
comment on column governance.user_oauth_tokens.revoked_at is 'When the person took it back.';
comment on column governance.user_oauth_tokens.created_at is 'When the row was made.';
comment on column governance.user_oauth_tokens.updated_at is 'When the row was last changed.';

create trigger user_oauth_tokens_set_updated_at before update on governance.user_oauth_tokens
  for each row execute function governance.set_updated_at();

alter table governance.user_oauth_tokens enable row level security;
alter table governance.user_oauth_tokens force row level security;
create policy user_oauth_tokens_select on governance.user_oauth_tokens for select
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy user_oauth_tokens_insert on governance.user_oauth_tokens for insert
  with check (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy user_oauth_tokens_update on governance.user_oauth_tokens for update
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
  with check (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
create policy user_oauth_tokens_delete on governance.user_oauth_tokens for delete
  using (tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()));
