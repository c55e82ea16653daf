-- What models are told, and what they remember of people.
-- needs: identity/0002, ai/0002

create function governance.workspace_keep_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a version in % says is never changed', tg_table_name
    using errcode = 'restrict_violation', hint = 'Make a new version.';
end
$$;
comment on function governance.workspace_keep_version() is
  'Refuses to change what a version says: an answer that came of it would no longer be explained by it.';

create table governance.system_prompts (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid default governance.current_user_id(),
  prompt_key text not null,
  category text not null default 'chat',
  name text not null,
  description text,
  version integer not null default 1,
  prompt_text text not null,
  variables jsonb not null default '[]',
  model_id uuid,
  is_active boolean not null default false,
  last_used_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint system_prompts_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint system_prompts_tenant_id_unique unique (tenant_id, id),
  constraint system_prompts_version_unique unique nulls not distinct (tenant_id, user_id, prompt_key, version),
  constraint system_prompts_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint system_prompts_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint system_prompts_prompt_key_format check (prompt_key ~ '^[a-z][a-z0-9_.-]*$'),
  constraint system_prompts_category_not_blank check (pg_catalog.btrim(category) <> ''),
  constraint system_prompts_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint system_prompts_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint system_prompts_version_positive check (version > 0),
  constraint system_prompts_prompt_text_not_blank check (pg_catalog.btrim(prompt_text) <> ''),
  constraint system_prompts_variables_is_list check (pg_catalog.jsonb_typeof(variables) = 'array')
);
create unique index system_prompts_active_unique on governance.system_prompts (tenant_id, user_id, prompt_key) nulls not distinct where is_active;
create index system_prompts_prompt_key on governance.system_prompts (tenant_id, prompt_key);
create index system_prompts_model_id on governance.system_prompts (tenant_id, model_id);

comment on table governance.system_prompts is
  'What models are told before people speak: a person''s own, or those of the whole tenant. Seed 004 has the table; here a version keeps its text, so that an answer can be explained by what was said then.';
comment on column governance.system_prompts.id is 'Its identity.';
comment on column governance.system_prompts.tenant_id is 'To whom it belongs.';
comment on column governance.system_prompts.user_id is
  'Whose prompt it is, which goes with the person; none is everybody''s in the tenant.';
comment on column governance.system_prompts.prompt_key is 'What a program finds it by, such as chat_reply.';
comment on column governance.system_prompts.category is 'What kind of work it is for.';
comment on column governance.system_prompts.name is 'What people call it.';
comment on column governance.system_prompts.description is 'What it is for, in a sentence.';
comment on column governance.system_prompts.version is 'Its number among the versions, from 1.';
comment on column governance.system_prompts.prompt_text is
  'What the model is told. It is never changed: a new text is a new version.';
comment on column governance.system_prompts.variables is 'A list of the names that are filled in.';
comment on column governance.system_prompts.model_id is 'The model version that it was written for, if for one.';
comment on column governance.system_prompts.is_active is
  'Whether this version is used; one at most for each key and person.';
comment on column governance.system_prompts.last_used_at is 'When it was last used.';
comment on column governance.system_prompts.created_at is 'When the row was made.';
comment on column governance.system_prompts.updated_at is 'When the row was last changed.';

create trigger system_prompts_set_updated_at before update on governance.system_prompts
  for each row execute function governance.set_updated_at();
create trigger system_prompts_keep_text before update of prompt_key, version, prompt_text on governance.system_prompts
  for each row when ((new.prompt_key, new.version, new.prompt_text) is distinct from (old.prompt_key, old.version, old.prompt_text))
  execute function governance.workspace_keep_version();

alter table governance.system_prompts enable row level security;
alter table governance.system_prompts force row level security;
create policy system_prompts_select on governance.system_prompts for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id is null or user_id = (select governance.current_user_id())))
         or (select governance.may_read_every_tenant()));
create policy system_prompts_insert on governance.system_prompts for insert
  with check ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (user_id is null and (select governance.is_tenant_admin()))))
         or (select governance.may_write_every_tenant()));
create policy system_prompts_update on governance.system_prompts for update
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (user_id is null and (select governance.is_tenant_admin()))))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (user_id is null and (select governance.is_tenant_admin()))))
         or (select governance.may_write_every_tenant()));
create policy system_prompts_delete on governance.system_prompts for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (user_id is null and (select governance.is_tenant_admin()))))
         or (select governance.may_write_every_tenant()));

create table governance.user_history_summaries (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  summary_period text not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  version integer not null default 1,
  summary text not null,
  topics jsonb not null default '[]',
  preferences jsonb not null default '{}',
  conversation_count integer not null default 0,
  message_count integer not null default 0,
  token_count bigint,
  model_id uuid,
  expires_at timestamptz not null default pg_catalog.now() + interval '1 year',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint user_history_summaries_tenant_fk foreign key (tenant_id)
    references governance.tenants (id) on delete restrict,
  constraint user_history_summaries_period_unique unique (tenant_id, user_id, summary_period, period_start, version),
  constraint user_history_summaries_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint user_history_summaries_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint user_history_summaries_summary_period_known check (summary_period in ('day', 'week', 'month', 'year', 'all')),
  constraint user_history_summaries_ends_after_start check (period_end > period_start),
  constraint user_history_summaries_version_positive check (version > 0),
  constraint user_history_summaries_summary_not_blank check (pg_catalog.btrim(summary) <> ''),
  constraint user_history_summaries_topics_is_list check (pg_catalog.jsonb_typeof(topics) = 'array'),
  constraint user_history_summaries_preferences_is_object check (pg_catalog.jsonb_typeof(preferences) = 'object'),
  constraint user_history_summaries_conversation_count_not_negative check (conversation_count >= 0),
  constraint user_history_summaries_message_count_not_negative check (message_count >= 0),
  constraint user_history_summaries_token_count_not_negative check (token_count >= 0),
  constraint user_history_summaries_expires_after_creation check (expires_at > created_at)
);
create index user_history_summaries_model_id on governance.user_history_summaries (tenant_id, model_id);
create index user_history_summaries_expires_at on governance.user_history_summaries (expires_at);

comment on table governance.user_history_summaries is
  'What a model made of a person''s conversations over a time. It is a profile of the person: private, and deleted when its time is over.';
comment on column governance.user_history_summaries.id is 'Its identity.';
comment on column governance.user_history_summaries.tenant_id is 'To whom it belongs.';
comment on column governance.user_history_summaries.user_id is 'Whom it is about; it goes with the person.';
comment on column governance.user_history_summaries.summary_period is 'How long a time it covers.';
comment on column governance.user_history_summaries.period_start is 'From when on.';
comment on column governance.user_history_summaries.period_end is 'Until when, that moment left out.';
comment on column governance.user_history_summaries.version is
  'Its number among the summaries of the same time, from 1.';
comment on column governance.user_history_summaries.summary is 'What was said, in short.';
comment on column governance.user_history_summaries.topics is 'A list of what it was about.';
comment on column governance.user_history_summaries.preferences is 'What the person seems to like, name to value.';
comment on column governance.user_history_summaries.conversation_count is 'How many conversations it covers.';
comment on column governance.user_history_summaries.message_count is 'How many messages it covers.';
comment on column governance.user_history_summaries.token_count is 'How many tokens they took.';
comment on column governance.user_history_summaries.model_id is 'Which model version wrote it.';
comment on column governance.user_history_summaries.expires_at is
  'When it is deleted; the time for which it may be kept is over then.';
comment on column governance.user_history_summaries.created_at is 'When the row was made.';
comment on column governance.user_history_summaries.updated_at is 'When the row was last changed.';

create trigger user_history_summaries_set_updated_at before update on governance.user_history_summaries
  for each row execute function governance.set_updated_at();

alter table governance.user_history_summaries enable row level security;
alter table governance.user_history_summaries force row level security;
create policy user_history_summaries_select on governance.user_history_summaries for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy user_history_summaries_insert on governance.user_history_summaries for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_history_summaries_update on governance.user_history_summaries for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy user_history_summaries_delete on governance.user_history_summaries for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
