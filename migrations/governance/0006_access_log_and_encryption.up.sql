-- Who used which data and models, and which columns are stored encrypted.
-- needs: ai/0001, ai/0002

create table governance.ai_access_log (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid default governance.current_user_id(),
  subject_key uuid,
  actor_role text,
  agent_id uuid,
  action text not null,
  resource_type text not null,
  resource_id uuid,
  resource_name text,
  data_subject_key uuid,
  purpose text,
  access_details jsonb not null default '{}',
  ip_address inet,
  user_agent text,
  accessed_at timestamptz not null default pg_catalog.now(),
  recorded_at timestamptz not null default pg_catalog.now(),
  constraint ai_access_log_pkey primary key (id, accessed_at),
  constraint ai_access_log_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_access_log_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint ai_access_log_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete restrict,
  constraint ai_access_log_actor_role_not_blank check (pg_catalog.btrim(actor_role) <> ''),
  constraint ai_access_log_action_known check (action in ('read', 'write', 'delete', 'execute', 'export')),
  constraint ai_access_log_resource_type_known check (resource_type in ('agent', 'model', 'deployment', 'data', 'workflow', 'report')),
  constraint ai_access_log_resource_name_not_blank check (pg_catalog.btrim(resource_name) <> ''),
  constraint ai_access_log_names_resource check (resource_id is not null or resource_name is not null),
  constraint ai_access_log_purpose_not_blank check (pg_catalog.btrim(purpose) <> ''),
  constraint ai_access_log_access_details_is_object check (pg_catalog.jsonb_typeof(access_details) = 'object'),
  constraint ai_access_log_not_from_the_future check (case
    when pg_catalog.isfinite(accessed_at) and pg_catalog.isfinite(recorded_at) then accessed_at - recorded_at <= interval '1 day'
    else false end)
) partition by range (accessed_at);
create index ai_access_log_accessed_at on governance.ai_access_log (tenant_id, accessed_at desc);
create index ai_access_log_user_id on governance.ai_access_log (tenant_id, user_id, accessed_at desc) where user_id is not null;
create index ai_access_log_agent_id on governance.ai_access_log (tenant_id, agent_id, accessed_at desc) where agent_id is not null;
create index ai_access_log_resource on governance.ai_access_log (tenant_id, resource_type, resource_id, accessed_at desc);
create index ai_access_log_data_subject on governance.ai_access_log (tenant_id, data_subject_key, accessed_at desc)
  where data_subject_key is not null;

comment on table governance.ai_access_log is
  'Who did what with which agent, model or data, when and for what. Rows are only added, in partitions by month. People add what they did themselves, under their own name; they read their own entries, administrators those of the tenant.';
comment on column governance.ai_access_log.id is 'Its identity, together with accessed_at.';
comment on column governance.ai_access_log.tenant_id is 'Whose data were used.';
comment on column governance.ai_access_log.user_id is 'Who acted; emptied when the person is erased. Alone, as in the seed, that would leave a log of nobody.';
comment on column governance.ai_access_log.subject_key is 'The pseudonym of who acted, which stays.';
comment on column governance.ai_access_log.actor_role is 'As what: the role of the application or of the database.';
comment on column governance.ai_access_log.agent_id is 'The agent that acted or was used. Where the log speaks of it, it cannot be deleted, only retired: the seed''s SET NULL would leave an entry of no agent.';
comment on column governance.ai_access_log.action is 'read, write, delete, execute or export.';
comment on column governance.ai_access_log.resource_type is 'agent, model, deployment, data, workflow or report.';
comment on column governance.ai_access_log.resource_id is 'Which record; no foreign key, for the log outlives what it speaks of. The seed demands one, but a whole table has none.';
comment on column governance.ai_access_log.resource_name is 'Which table or thing, where no record says it.';
comment on column governance.ai_access_log.data_subject_key is
  'The pseudonym of the person whose data were used: with it, use after a withdrawal of consent is found.';
comment on column governance.ai_access_log.purpose is 'For what, in the words of the consents.';
comment on column governance.ai_access_log.access_details is 'What else is known: statement, rows, request.';
comment on column governance.ai_access_log.ip_address is 'From where.';
comment on column governance.ai_access_log.user_agent is 'With which program.';
comment on column governance.ai_access_log.accessed_at is 'When, by the clock of who says so.';
comment on column governance.ai_access_log.recorded_at is 'When this server learnt of it; only who may write for every tenant sets another time.';

create trigger ai_access_log_1_subject before insert on governance.ai_access_log
  for each row execute function governance.keep_subject_key();
create trigger ai_access_log_2_recorded before insert on governance.ai_access_log
  for each row execute function governance.keep_recorded_at();
create trigger ai_access_log_append_only before update or delete on governance.ai_access_log
  for each row execute function governance.refuse_change();
create trigger ai_access_log_append_only_truncate before truncate on governance.ai_access_log
  for each statement execute function governance.refuse_change();

alter table governance.ai_access_log enable row level security;
alter table governance.ai_access_log force row level security;
create policy ai_access_log_select on governance.ai_access_log for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy ai_access_log_insert on governance.ai_access_log for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.ai_data_encryption (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  schema_name text not null default 'public',
  table_name text not null,
  field_name text not null,
  encryption_key_id text not null,
  encryption_algorithm text not null default 'AES-256-GCM',
  key_provider text,
  key_rotated_at timestamptz not null default pg_catalog.now(),
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_encryption_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_encryption_field_unique unique (tenant_id, schema_name, table_name, field_name),
  constraint ai_data_encryption_schema_name_not_blank check (pg_catalog.btrim(schema_name) <> ''),
  constraint ai_data_encryption_table_name_not_blank check (pg_catalog.btrim(table_name) <> ''),
  constraint ai_data_encryption_field_name_not_blank check (pg_catalog.btrim(field_name) <> ''),
  constraint ai_data_encryption_key_id_not_blank check (pg_catalog.btrim(encryption_key_id) <> ''),
  constraint ai_data_encryption_key_id_is_no_key check (pg_catalog.length(encryption_key_id) <= 200
    and encryption_key_id !~ '(BEGIN|^[0-9A-Fa-f]{64}$|^[A-Za-z0-9+/_-]{43}=$)'),
  constraint ai_data_encryption_algorithm_not_blank check (pg_catalog.btrim(encryption_algorithm) <> ''),
  constraint ai_data_encryption_key_provider_not_blank check (pg_catalog.btrim(key_provider) <> '')
);
create index ai_data_encryption_key on governance.ai_data_encryption (tenant_id, encryption_key_id);
create index ai_data_encryption_key_rotated_at on governance.ai_data_encryption (tenant_id, key_rotated_at);

comment on table governance.ai_data_encryption is
  'Which columns are stored encrypted, how, and with which key. It holds the name of a key, never a key. It declares: whether the column really holds ciphertext is for a check of its values.';
comment on column governance.ai_data_encryption.id is 'Its identity.';
comment on column governance.ai_data_encryption.tenant_id is 'Whose column it is.';
comment on column governance.ai_data_encryption.schema_name is 'The schema of the table.';
comment on column governance.ai_data_encryption.table_name is 'The table.';
comment on column governance.ai_data_encryption.field_name is 'The column.';
comment on column governance.ai_data_encryption.encryption_key_id is
  'What names the key where it is kept. What looks like a key itself is refused: a PEM block, 32 bytes as hexadecimal digits or base64.';
comment on column governance.ai_data_encryption.encryption_algorithm is 'How: an authenticated cipher, such as AES-256-GCM.';
comment on column governance.ai_data_encryption.key_provider is 'Where the key is kept: the key management service or vault.';
comment on column governance.ai_data_encryption.key_rotated_at is 'Since when this key is in use.';
comment on column governance.ai_data_encryption.created_at is 'When the row was made.';
comment on column governance.ai_data_encryption.updated_at is 'When the row was last changed.';

create trigger ai_data_encryption_set_updated_at before update on governance.ai_data_encryption
  for each row execute function governance.set_updated_at();

alter table governance.ai_data_encryption enable row level security;
alter table governance.ai_data_encryption force row level security;
create policy ai_data_encryption_select on governance.ai_data_encryption for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_data_encryption_insert on governance.ai_data_encryption for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_encryption_update on governance.ai_data_encryption for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_encryption_delete on governance.ai_data_encryption for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

do $do$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
begin
  perform governance.make_partitions('governance.ai_access_log', today, (today + interval '2 months')::date);
end
$do$;
