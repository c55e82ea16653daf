-- A cache for what AI made and may be asked for again, and its clean-up.

create table governance.ai_data_cache (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  cache_key text not null,
  cache_type text not null,
  cache_data jsonb not null,
  expires_at timestamptz not null,
  last_accessed_at timestamptz not null default pg_catalog.now(),
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_cache_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_cache_key_unique unique (tenant_id, cache_key),
  constraint ai_data_cache_cache_key_not_blank check (pg_catalog.btrim(cache_key) <> ''),
  constraint ai_data_cache_cache_type_known check (cache_type in ('embedding', 'inference', 'aggregation')),
  constraint ai_data_cache_expires_after_creation check (expires_at > created_at),
  constraint ai_data_cache_accessed_after_creation check (last_accessed_at >= created_at)
);
create index ai_data_cache_cache_type on governance.ai_data_cache (tenant_id, cache_type);
create index ai_data_cache_expires_at on governance.ai_data_cache (expires_at);
comment on table governance.ai_data_cache is
  'What AI made and may be asked for again. Everybody of the tenant reads and writes it: what is one person''s alone does not belong here. The seed''s key is unique among all tenants, so one would be given another''s answer; its index on the key repeats that of the constraint.';
comment on column governance.ai_data_cache.id is 'Its identity.';
comment on column governance.ai_data_cache.tenant_id is 'To whom it belongs.';
comment on column governance.ai_data_cache.cache_key is 'What it is found by: a hash of all that the answer depends on, the version of the model among it.';
comment on column governance.ai_data_cache.cache_type is 'What is kept: an embedding, an inference or an aggregation.';
comment on column governance.ai_data_cache.cache_data is 'The answer.';
comment on column governance.ai_data_cache.expires_at is 'From when on it is no longer to be used; the clean-up then deletes it.';
comment on column governance.ai_data_cache.last_accessed_at is 'When it was last of use.';
comment on column governance.ai_data_cache.created_at is 'When the row was made.';
comment on column governance.ai_data_cache.updated_at is 'When the row was last changed.';
create trigger ai_data_cache_set_updated_at before update on governance.ai_data_cache
  for each row execute function governance.set_updated_at();

alter table governance.ai_data_cache enable row level security;
alter table governance.ai_data_cache force row level security;
create policy ai_data_cache_select on governance.ai_data_cache for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_data_cache_insert on governance.ai_data_cache for insert
  with check (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));
create policy ai_data_cache_update on governance.ai_data_cache for update
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()))
  with check (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));
create policy ai_data_cache_delete on governance.ai_data_cache for delete
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));

create function governance.clean_expired_ai_cache() returns bigint
language sql volatile
begin atomic
  with gone as (delete from governance.ai_data_cache where expires_at <= pg_catalog.now() returning 1)
  select pg_catalog.count(*) from gone;
end;
comment on function governance.clean_expired_ai_cache() is
  'Deletes the entries that have expired, of the tenant that asks or, for a role that may read and write every tenant, of all; says how many. The seed''s tells nobody. By the hour with pg_cron: select cron.schedule(''clean-ai-cache'', ''0 * * * *'', ''select governance.clean_expired_ai_cache()'')';
