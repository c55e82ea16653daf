-- The documents and conversations of people, each with the time for which it may be kept.

create table governance.documents (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  title text not null,
  media_type text not null,
  byte_count bigint not null,
  content_hash text not null,
  location text not null,
  language text,
  privacy_level text not null default 'confidential',
  status text not null default 'uploaded',
  failure text,
  page_count integer,
  tags jsonb not null default '[]',
  details jsonb not null default '{}',
  has_legal_hold boolean not null default false,
  expires_at timestamptz not null default pg_catalog.now() + interval '3 years',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint documents_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint documents_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint documents_title_not_blank check (pg_catalog.btrim(title) <> ''),
  constraint documents_media_type_format check (media_type ~ '^[a-z]+/[A-Za-z0-9.+-]+$'),
  constraint documents_byte_count_not_negative check (byte_count >= 0),
  constraint documents_content_hash_format check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint documents_location_not_blank check (pg_catalog.btrim(location) <> ''),
  constraint documents_location_has_no_password check (location !~ '://[^/@]*:[^/@]*@'),
  constraint documents_language_format check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  constraint documents_privacy_level_known check (privacy_level in ('public', 'internal', 'confidential', 'restricted')),
  constraint documents_status_known check (status in ('uploaded', 'processing', 'ready', 'failed')),
  constraint documents_failure_is_told check ((status = 'failed') = (failure is not null)),
  constraint documents_failure_not_blank check (pg_catalog.btrim(failure) <> ''),
  constraint documents_page_count_positive check (page_count > 0),
  constraint documents_tags_is_list check (pg_catalog.jsonb_typeof(tags) = 'array'),
  constraint documents_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object'),
  constraint documents_expires_after_creation check (expires_at > created_at)
);
create index documents_user_id on governance.documents (tenant_id, user_id, created_at);
create index documents_content_hash on governance.documents (tenant_id, content_hash);
create index documents_status on governance.documents (tenant_id, status) where status <> 'ready';
create index documents_expires_at on governance.documents (expires_at) where not has_legal_hold;

comment on table governance.documents is
  'The documents of a person that agents may read. A document is private, says how confidential it is and when it is deleted.';
comment on column governance.documents.id is 'Its identity.';
comment on column governance.documents.tenant_id is 'To whom it belongs.';
comment on column governance.documents.user_id is 'Whose document it is; it goes with the person.';
comment on column governance.documents.title is 'What people call it.';
comment on column governance.documents.media_type is 'In what format it is, such as application/pdf.';
comment on column governance.documents.byte_count is 'How many bytes it has.';
comment on column governance.documents.content_hash is
  'SHA-256 of its bytes, 64 hexadecimal digits; two of the same are found by it.';
comment on column governance.documents.location is 'Where the bytes are, as a URI, never with a password.';
comment on column governance.documents.language is 'Its language, as BCP 47 writes it, such as en or pt-BR.';
comment on column governance.documents.privacy_level is 'How confidential it is, in the words of ai_data_privacy.';
comment on column governance.documents.status is 'How far it is made ready to be read.';
comment on column governance.documents.failure is 'Why it could not be made ready.';
comment on column governance.documents.page_count is 'How many pages it has.';
comment on column governance.documents.tags is 'A list of words to find it by.';
comment on column governance.documents.details is 'What else is known of it, name to value.';
comment on column governance.documents.has_legal_hold is 'Whether it must be kept, however old it is.';
comment on column governance.documents.expires_at is
  'When it is deleted; the time for which it may be kept is over then.';
comment on column governance.documents.created_at is 'When the row was made.';
comment on column governance.documents.updated_at is 'When the row was last changed.';

create trigger documents_set_updated_at before update on governance.documents
  for each row execute function governance.set_updated_at();

alter table governance.documents enable row level security;
alter table governance.documents force row level security;
create policy documents_select on governance.documents for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy documents_insert on governance.documents for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy documents_update on governance.documents for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy documents_delete on governance.documents for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.chat_history (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  conversation_id uuid not null,
  position integer not null,
  role text not null,
  content text not null,
  agent_id uuid,
  model_id uuid,
  system_prompt_id uuid,
  input_tokens integer,
  output_tokens integer,
  response_ms double precision,
  tool_calls jsonb not null default '[]',
  feedback text,
  expires_at timestamptz not null default pg_catalog.now() + interval '1 year',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint chat_history_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint chat_history_position_unique unique (tenant_id, user_id, conversation_id, position),
  constraint chat_history_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint chat_history_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint chat_history_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint chat_history_system_prompt_fk foreign key (tenant_id, system_prompt_id)
    references governance.system_prompts (tenant_id, id) on delete set null (system_prompt_id),
  constraint chat_history_position_positive check (position > 0),
  constraint chat_history_role_known check (role in ('system', 'user', 'assistant', 'tool')),
  constraint chat_history_content_not_blank check (pg_catalog.btrim(content) <> ''),
  constraint chat_history_input_tokens_not_negative check (input_tokens >= 0),
  constraint chat_history_output_tokens_not_negative check (output_tokens >= 0),
  constraint chat_history_response_ms_not_negative check (response_ms >= 0),
  constraint chat_history_tool_calls_is_list check (pg_catalog.jsonb_typeof(tool_calls) = 'array'),
  constraint chat_history_feedback_known check (feedback in ('good', 'bad')),
  constraint chat_history_expires_after_creation check (expires_at > created_at)
);
create index chat_history_created_at on governance.chat_history (tenant_id, user_id, created_at);
create index chat_history_agent_id on governance.chat_history (tenant_id, agent_id);
create index chat_history_model_id on governance.chat_history (tenant_id, model_id);
create index chat_history_system_prompt_id on governance.chat_history (tenant_id, system_prompt_id);
create index chat_history_expires_at on governance.chat_history (expires_at);

comment on table governance.chat_history is
  'What people and models said to each other, a message a row. Messages are not edited; a person may delete the own ones, and all are deleted when their time is over.';
comment on column governance.chat_history.id is 'Its identity.';
comment on column governance.chat_history.tenant_id is 'To whom it belongs.';
comment on column governance.chat_history.user_id is 'Whose conversation it is; it goes with the person.';
comment on column governance.chat_history.conversation_id is 'Which conversation it is part of.';
comment on column governance.chat_history.position is 'Its place there, from 1.';
comment on column governance.chat_history.role is 'Who speaks.';
comment on column governance.chat_history.content is 'What was said.';
comment on column governance.chat_history.agent_id is 'Which agent took part; the message stays when it is deleted.';
comment on column governance.chat_history.model_id is
  'Which model version answered; the message stays when it is deleted.';
comment on column governance.chat_history.system_prompt_id is 'What the model was told before.';
comment on column governance.chat_history.input_tokens is 'How many tokens were read.';
comment on column governance.chat_history.output_tokens is 'How many tokens were written.';
comment on column governance.chat_history.response_ms is 'How long the answer took, in milliseconds.';
comment on column governance.chat_history.tool_calls is 'A list of the tools that were called, with what came of it.';
comment on column governance.chat_history.feedback is 'What the person thought of the answer.';
comment on column governance.chat_history.expires_at is
  'When it is deleted; the time for which it may be kept is over then.';
comment on column governance.chat_history.created_at is 'When the row was made.';
comment on column governance.chat_history.updated_at is 'When the row was last changed.';

create trigger chat_history_set_updated_at before update on governance.chat_history
  for each row execute function governance.set_updated_at();
create trigger chat_history_keep_content before update of user_id, conversation_id, position, role, content on governance.chat_history
  for each row when ((new.user_id, new.conversation_id, new.position, new.role, new.content)
                     is distinct from (old.user_id, old.conversation_id, old.position, old.role, old.content))
  execute function governance.workspace_keep_version();

alter table governance.chat_history enable row level security;
alter table governance.chat_history force row level security;
create policy chat_history_select on governance.chat_history for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy chat_history_insert on governance.chat_history for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy chat_history_update on governance.chat_history for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy chat_history_delete on governance.chat_history for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
