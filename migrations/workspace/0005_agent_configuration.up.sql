-- How agents are set, and the processors that they run on.

create table governance.gpu_resource (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  host text not null,
  device_index integer not null,
  device_uuid text,
  vendor text not null,
  model_name text not null,
  memory_mb integer not null,
  memory_used_mb integer not null default 0,
  utilisation_percent double precision not null default 0,
  temperature_celsius double precision,
  power_watts double precision,
  compute_capability text,
  status text not null default 'available',
  agent_id uuid,
  deployment_id uuid,
  allocated_at timestamptz,
  seen_at timestamptz,
  cost_per_hour numeric,
  currency text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint gpu_resource_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint gpu_resource_tenant_id_unique unique (tenant_id, id),
  constraint gpu_resource_device_unique unique (tenant_id, host, device_index),
  constraint gpu_resource_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint gpu_resource_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete set null (deployment_id),
  constraint gpu_resource_host_not_blank check (pg_catalog.btrim(host) <> ''),
  constraint gpu_resource_device_index_not_negative check (device_index >= 0),
  constraint gpu_resource_device_uuid_not_blank check (pg_catalog.btrim(device_uuid) <> ''),
  constraint gpu_resource_vendor_not_blank check (pg_catalog.btrim(vendor) <> ''),
  constraint gpu_resource_model_name_not_blank check (pg_catalog.btrim(model_name) <> ''),
  constraint gpu_resource_memory_mb_positive check (memory_mb > 0),
  constraint gpu_resource_memory_used_in_range check (memory_used_mb >= 0 and memory_used_mb <= memory_mb),
  constraint gpu_resource_utilisation_in_range check (utilisation_percent >= 0 and utilisation_percent <= 100),
  constraint gpu_resource_temperature_in_range check (temperature_celsius > -273.15),
  constraint gpu_resource_power_watts_not_negative check (power_watts >= 0),
  constraint gpu_resource_compute_capability_not_blank check (pg_catalog.btrim(compute_capability) <> ''),
  constraint gpu_resource_status_known check (status in ('available', 'busy', 'maintenance', 'offline', 'error')),
  constraint gpu_resource_cost_has_currency check ((cost_per_hour is null) = (currency is null)),
  constraint gpu_resource_cost_not_negative check (cost_per_hour >= 0 and cost_per_hour not in ('NaN', 'Infinity')),
  constraint gpu_resource_currency_format check (currency ~ '^[A-Z]{3}$')
);
create index gpu_resource_agent_id on governance.gpu_resource (tenant_id, agent_id);
create index gpu_resource_deployment_id on governance.gpu_resource (tenant_id, deployment_id);
create index gpu_resource_status on governance.gpu_resource (tenant_id, status);

comment on table governance.gpu_resource is
  'The graphics processors that models run on, what they do and what they cost.';
comment on column governance.gpu_resource.id is 'Its identity.';
comment on column governance.gpu_resource.tenant_id is 'To whom it belongs.';
comment on column governance.gpu_resource.host is 'In which machine it is.';
comment on column governance.gpu_resource.device_index is 'Its number there, from 0.';
comment on column governance.gpu_resource.device_uuid is 'The identity that the maker gave it.';
comment on column governance.gpu_resource.vendor is 'Who made it.';
comment on column governance.gpu_resource.model_name is 'What it is called.';
comment on column governance.gpu_resource.memory_mb is 'How much memory it has, in MiB.';
comment on column governance.gpu_resource.memory_used_mb is 'How much of it is in use, in MiB.';
comment on column governance.gpu_resource.utilisation_percent is 'How busy it is, from 0 to 100.';
comment on column governance.gpu_resource.temperature_celsius is 'How hot it is.';
comment on column governance.gpu_resource.power_watts is 'How much power it draws.';
comment on column governance.gpu_resource.compute_capability is 'What it can do, as its maker numbers it.';
comment on column governance.gpu_resource.status is 'Whether it can be used.';
comment on column governance.gpu_resource.agent_id is 'Which agent it works for now, if for one.';
comment on column governance.gpu_resource.deployment_id is 'Which deployment it works for now, if for one.';
comment on column governance.gpu_resource.allocated_at is 'Since when.';
comment on column governance.gpu_resource.seen_at is 'When it last answered.';
comment on column governance.gpu_resource.cost_per_hour is
  'What an hour of it costs, in the currency, exact and without a limit of digits.';
comment on column governance.gpu_resource.currency is 'The currency, three letters as in ISO 4217.';
comment on column governance.gpu_resource.created_at is 'When the row was made.';
comment on column governance.gpu_resource.updated_at is 'When the row was last changed.';

create trigger gpu_resource_set_updated_at before update on governance.gpu_resource
  for each row execute function governance.set_updated_at();

alter table governance.gpu_resource enable row level security;
alter table governance.gpu_resource force row level security;
create policy gpu_resource_select on governance.gpu_resource for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy gpu_resource_insert on governance.gpu_resource for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy gpu_resource_update on governance.gpu_resource for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy gpu_resource_delete on governance.gpu_resource for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.agent_configuration (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  agent_id uuid not null,
  version integer not null default 1,
  model_id uuid,
  system_prompt_id uuid,
  gpu_resource_id uuid,
  temperature double precision,
  top_p double precision,
  max_output_tokens integer,
  timeout_seconds double precision,
  max_steps integer,
  tools jsonb not null default '[]',
  settings jsonb not null default '{}',
  human_oversight text not null default 'approval',
  daily_cost_limit numeric,
  currency text,
  is_active boolean not null default false,
  approved_by uuid,
  approver_subject_key uuid,
  approved_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint agent_configuration_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint agent_configuration_version_unique unique (tenant_id, agent_id, version),
  constraint agent_configuration_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete cascade,
  constraint agent_configuration_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete restrict,
  constraint agent_configuration_system_prompt_fk foreign key (tenant_id, system_prompt_id)
    references governance.system_prompts (tenant_id, id) on delete set null (system_prompt_id),
  constraint agent_configuration_gpu_resource_fk foreign key (tenant_id, gpu_resource_id)
    references governance.gpu_resource (tenant_id, id) on delete set null (gpu_resource_id),
  constraint agent_configuration_approver_fk foreign key (tenant_id, approved_by)
    references governance.users (tenant_id, id) on delete set null (approved_by),
  constraint agent_configuration_version_positive check (version > 0),
  constraint agent_configuration_temperature_in_range check (temperature >= 0 and temperature <= 2),
  constraint agent_configuration_top_p_in_range check (top_p > 0 and top_p <= 1),
  constraint agent_configuration_max_output_tokens_positive check (max_output_tokens > 0),
  constraint agent_configuration_timeout_seconds_positive check (timeout_seconds > 0),
  constraint agent_configuration_max_steps_positive check (max_steps > 0),
  constraint agent_configuration_tools_is_list check (pg_catalog.jsonb_typeof(tools) = 'array'),
  constraint agent_configuration_settings_is_object check (pg_catalog.jsonb_typeof(settings) = 'object'),
  constraint agent_configuration_human_oversight_known check (human_oversight in ('approval', 'watching', 'none')),
  constraint agent_configuration_limit_has_currency check ((daily_cost_limit is null) = (currency is null)),
  constraint agent_configuration_limit_positive check (
    daily_cost_limit > 0 and daily_cost_limit not in ('NaN', 'Infinity')),
  constraint agent_configuration_currency_format check (currency ~ '^[A-Z]{3}$'),
  constraint agent_configuration_approval_has_time check (approved_by is null or approved_at is not null)
);
create unique index agent_configuration_active_unique on governance.agent_configuration (tenant_id, agent_id) where is_active;
create index agent_configuration_model_id on governance.agent_configuration (tenant_id, model_id);
create index agent_configuration_system_prompt_id on governance.agent_configuration (tenant_id, system_prompt_id);
create index agent_configuration_gpu_resource_id on governance.agent_configuration (tenant_id, gpu_resource_id);
create index agent_configuration_approved_by on governance.agent_configuration (tenant_id, approved_by);

comment on table governance.agent_configuration is
  'How agents are set: model, prompt, limits, tools, and how far they may go without a person. A version is never changed, so that what an agent did can be explained by how it was set.';
comment on column governance.agent_configuration.id is 'Its identity.';
comment on column governance.agent_configuration.tenant_id is 'To whom it belongs.';
comment on column governance.agent_configuration.agent_id is 'Which agent; its settings go with it.';
comment on column governance.agent_configuration.version is 'Its number among the settings of the agent, from 1.';
comment on column governance.agent_configuration.model_id is
  'Which model version it works with; one that agents are set to cannot be deleted.';
comment on column governance.agent_configuration.system_prompt_id is
  'What its model is told before; none when that was deleted, as a person''s own prompts are with the person.';
comment on column governance.agent_configuration.gpu_resource_id is 'On which processor it runs, if on one of its own.';
comment on column governance.agent_configuration.temperature is 'How freely it chooses words, from 0 to 2.';
comment on column governance.agent_configuration.top_p is
  'From which share of the likely words it chooses, above 0 up to 1.';
comment on column governance.agent_configuration.max_output_tokens is 'How much it may write at once.';
comment on column governance.agent_configuration.timeout_seconds is 'How long it may take for a step.';
comment on column governance.agent_configuration.max_steps is
  'How many steps it may take for a task: an agent that runs in a circle stops there.';
comment on column governance.agent_configuration.tools is 'A list of the tools that it may use.';
comment on column governance.agent_configuration.settings is 'What else is set, name to value.';
comment on column governance.agent_configuration.human_oversight is
  'What a person does: approves each act, watches, or neither (AI Act Art. 14).';
comment on column governance.agent_configuration.daily_cost_limit is
  'How much it may spend in a day, in the currency, exact and without a limit of digits.';
comment on column governance.agent_configuration.currency is 'The currency, three letters as in ISO 4217.';
comment on column governance.agent_configuration.is_active is 'Whether the agent is set so now; one version at most.';
comment on column governance.agent_configuration.approved_by is
  'Who approved it; none when that person was erased, or when nobody did.';
comment on column governance.agent_configuration.approver_subject_key is 'The pseudonym of who approved, which stays.';
comment on column governance.agent_configuration.approved_at is 'When it was approved.';
comment on column governance.agent_configuration.created_at is 'When the row was made.';
comment on column governance.agent_configuration.updated_at is 'When the row was last changed.';

create trigger agent_configuration_keep_approver before insert or update of approved_by on governance.agent_configuration
  for each row execute function governance.keep_person_key('approved_by', 'approver_subject_key');
create trigger agent_configuration_set_updated_at before update on governance.agent_configuration
  for each row execute function governance.set_updated_at();
create trigger agent_configuration_keep_settings
  before update of agent_id, version, model_id, system_prompt_id, temperature, top_p, max_output_tokens, timeout_seconds, max_steps,
                   tools, settings, human_oversight on governance.agent_configuration
  for each row when ((new.agent_id, new.version, new.model_id, new.temperature, new.top_p, new.max_output_tokens, new.timeout_seconds,
                      new.max_steps, new.tools, new.settings, new.human_oversight)
                     is distinct from (old.agent_id, old.version, old.model_id, old.temperature, old.top_p, old.max_output_tokens,
                      old.timeout_seconds, old.max_steps, old.tools, old.settings, old.human_oversight)
                     or (new.system_prompt_id is not null and new.system_prompt_id is distinct from old.system_prompt_id))
  execute function governance.workspace_keep_version();

alter table governance.agent_configuration enable row level security;
alter table governance.agent_configuration force row level security;
create policy agent_configuration_select on governance.agent_configuration for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy agent_configuration_insert on governance.agent_configuration for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy agent_configuration_update on governance.agent_configuration for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy agent_configuration_delete on governance.agent_configuration for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
