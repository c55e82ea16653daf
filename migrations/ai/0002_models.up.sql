-- AI models in their versions, and where each of them runs.

create table governance.ai_models (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  version text not null,
  description text,
  model_type text not null,
  provider text not null,
  model_id text not null,
  owner_id uuid default governance.current_user_id(),
  risk_class text,
  intended_use text,
  limitations text,
  licence text,
  capabilities jsonb not null default '{}',
  performance_metrics jsonb not null default '{}',
  tags jsonb not null default '{}',
  training_data_hash text,
  deployment_status text not null default 'development',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_models_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_models_owner_fk foreign key (tenant_id, owner_id) references governance.users (tenant_id, id)
    on delete set null (owner_id),
  constraint ai_models_tenant_id_unique unique (tenant_id, id),
  constraint ai_models_name_version_unique unique (tenant_id, name, version),
  constraint ai_models_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint ai_models_version_not_blank check (pg_catalog.btrim(version) <> ''),
  constraint ai_models_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint ai_models_model_type_known check (model_type in (
    'llm', 'embedding', 'classification', 'regression', 'clustering', 'ranking', 'recommendation', 'forecasting',
    'anomaly_detection', 'vision', 'speech', 'image_generation', 'multimodal', 'reinforcement_learning', 'other')),
  constraint ai_models_provider_not_blank check (pg_catalog.btrim(provider) <> ''),
  constraint ai_models_model_id_not_blank check (pg_catalog.btrim(model_id) <> ''),
  constraint ai_models_risk_class_known check (risk_class in ('unacceptable', 'high', 'limited', 'minimal')),
  constraint ai_models_intended_use_not_blank check (pg_catalog.btrim(intended_use) <> ''),
  constraint ai_models_limitations_not_blank check (pg_catalog.btrim(limitations) <> ''),
  constraint ai_models_licence_not_blank check (pg_catalog.btrim(licence) <> ''),
  constraint ai_models_capabilities_is_object check (pg_catalog.jsonb_typeof(capabilities) = 'object'),
  constraint ai_models_performance_metrics_is_object check (pg_catalog.jsonb_typeof(performance_metrics) = 'object'),
  constraint ai_models_tags_is_object check (pg_catalog.jsonb_typeof(tags) = 'object'),
  constraint ai_models_training_data_hash_not_blank check (pg_catalog.btrim(training_data_hash) <> ''),
  constraint ai_models_deployment_status_known
    check (deployment_status in ('development', 'testing', 'production', 'deprecated'))
);
create index ai_models_owner on governance.ai_models (tenant_id, owner_id);
create index ai_models_deployment_status on governance.ai_models (tenant_id, deployment_status);
comment on table governance.ai_models is
  'The models of a tenant, a row for each version. In seed 000 whoever signs in manages every model; here everybody of the tenant reads, and the owner of a version and administrators write.';
comment on column governance.ai_models.id is 'Its identity.';
comment on column governance.ai_models.tenant_id is 'To whom it belongs.';
comment on column governance.ai_models.name is
  'What people call it, the same for all its versions. Name and version are unique in a tenant; the seed''s unique pair would tell one tenant what another has.';
comment on column governance.ai_models.version is 'Which version, as its maker counts: text, for 1.10 is not 1.1.';
comment on column governance.ai_models.description is 'What it does.';
comment on column governance.ai_models.model_type is
  'What kind of model. The seed''s four (llm, embedding, classification, regression) and the other usual ones; a closed list, so that counting by it means something.';
comment on column governance.ai_models.provider is
  'Who makes or serves it: openai, anthropic, local, custom, mlflow and so on. An open list: providers come and go faster than migrations.';
comment on column governance.ai_models.model_id is 'What its provider calls it.';
comment on column governance.ai_models.owner_id is 'Who answers for this version; empty when the person was erased, and then somebody else has to.';
comment on column governance.ai_models.risk_class is
  'How the EU AI Act (Regulation (EU) 2024/1689) sees its use: unacceptable, high, limited or minimal; null until somebody has judged it.';
comment on column governance.ai_models.intended_use is 'What it is meant for, and by whom.';
comment on column governance.ai_models.limitations is 'What it does badly, and what it must not be used for.';
comment on column governance.ai_models.licence is 'Under what terms it may be used: an SPDX identifier where there is one.';
comment on column governance.ai_models.capabilities is 'What it can do, as its maker states it: context length, languages, signature, parameters.';
comment on column governance.ai_models.performance_metrics is
  'The results of its evaluation, metric to value. How it does in use, over time, is in ai_performance_metrics (pack governance).';
comment on column governance.ai_models.tags is 'Whatever people mark it with, key to value.';
comment on column governance.ai_models.training_data_hash is 'A hash of the data that it was trained on, in the form of whoever made it (SHA-256 in hexadecimal, a digest of MLflow).';
comment on column governance.ai_models.deployment_status is 'Its stage: development, testing, production or deprecated.';
comment on column governance.ai_models.created_at is 'When the row was made.';
comment on column governance.ai_models.updated_at is 'When the row was last changed.';
create trigger ai_models_set_updated_at before update on governance.ai_models
  for each row execute function governance.set_updated_at();

alter table governance.ai_models enable row level security;
alter table governance.ai_models force row level security;
create policy ai_models_select on governance.ai_models for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_models_insert on governance.ai_models for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
              or (select governance.may_write_every_tenant()));
create policy ai_models_update on governance.ai_models for update
  using ((tenant_id = (select governance.current_tenant_id())
          and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy ai_models_delete on governance.ai_models for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));

create table governance.ai_model_deployments (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid not null,
  agent_id uuid,
  deployed_by uuid default governance.current_user_id(),
  deployer_subject_key uuid,
  deployment_config jsonb not null default '{}',
  performance_metrics jsonb not null default '{}',
  status text not null default 'active',
  error_message text,
  deployed_at timestamptz not null default pg_catalog.now(),
  last_used_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_model_deployments_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_model_deployments_model_fk foreign key (tenant_id, model_id) references governance.ai_models (tenant_id, id)
    on delete restrict,
  constraint ai_model_deployments_agent_fk foreign key (tenant_id, agent_id) references governance.ai_agents (tenant_id, id)
    on delete set null (agent_id),
  constraint ai_model_deployments_deployed_by_fk foreign key (tenant_id, deployed_by) references governance.users (tenant_id, id)
    on delete set null (deployed_by),
  constraint ai_model_deployments_tenant_id_unique unique (tenant_id, id),
  constraint ai_model_deployments_deployment_config_is_object check (pg_catalog.jsonb_typeof(deployment_config) = 'object'),
  constraint ai_model_deployments_performance_metrics_is_object check (pg_catalog.jsonb_typeof(performance_metrics) = 'object'),
  constraint ai_model_deployments_status_known check (status in ('active', 'inactive', 'error')),
  constraint ai_model_deployments_error_message_not_blank check (pg_catalog.btrim(error_message) <> ''),
  constraint ai_model_deployments_used_after_deployment check (last_used_at >= deployed_at)
);
create index ai_model_deployments_model on governance.ai_model_deployments (tenant_id, model_id);
create index ai_model_deployments_agent on governance.ai_model_deployments (tenant_id, agent_id);
create index ai_model_deployments_deployed_by on governance.ai_model_deployments (tenant_id, deployed_by);
create index ai_model_deployments_status on governance.ai_model_deployments (tenant_id, status);
comment on table governance.ai_model_deployments is
  'Where each version of a model runs, and whether it does. Everybody of the tenant reads; administrators and the owner of the version write.';
comment on column governance.ai_model_deployments.id is 'Its identity.';
comment on column governance.ai_model_deployments.tenant_id is 'To whom it belongs.';
comment on column governance.ai_model_deployments.model_id is
  'Which version runs. It cannot be deleted while a deployment says that it ran: the seed''s cascade would erase where a model was in use.';
comment on column governance.ai_model_deployments.agent_id is 'Which agent uses it, if it is one agent''s; the deployment outlives the agent.';
comment on column governance.ai_model_deployments.deployed_by is 'Who put it there; empty when the person was erased.';
comment on column governance.ai_model_deployments.deployer_subject_key is 'The pseudonym of who put it there, which stays.';
comment on column governance.ai_model_deployments.deployment_config is 'How it is set up there: place, alias, parameters. No secrets: everybody of the tenant reads it.';
comment on column governance.ai_model_deployments.performance_metrics is 'The latest measurements, metric to value; all of them are in ai_performance_metrics (pack governance).';
comment on column governance.ai_model_deployments.status is 'active, inactive or in error.';
comment on column governance.ai_model_deployments.error_message is 'What is wrong, if something is.';
comment on column governance.ai_model_deployments.deployed_at is 'Since when it is there.';
comment on column governance.ai_model_deployments.last_used_at is 'When it last answered anything.';
comment on column governance.ai_model_deployments.created_at is 'When the row was made.';
comment on column governance.ai_model_deployments.updated_at is 'When the row was last changed.';
create trigger ai_model_deployments_keep_deployer before insert or update of deployed_by on governance.ai_model_deployments
  for each row execute function governance.keep_person_key('deployed_by', 'deployer_subject_key');
create trigger ai_model_deployments_set_updated_at before update on governance.ai_model_deployments
  for each row execute function governance.set_updated_at();

alter table governance.ai_model_deployments enable row level security;
alter table governance.ai_model_deployments force row level security;
create policy ai_model_deployments_select on governance.ai_model_deployments for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_model_deployments_insert on governance.ai_model_deployments for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and ((select governance.is_tenant_admin())
                    or model_id in (select model.id from governance.ai_models as model
                                    where model.owner_id = (select governance.current_user_id()))))
              or (select governance.may_write_every_tenant()));
create policy ai_model_deployments_update on governance.ai_model_deployments for update
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()));
create policy ai_model_deployments_delete on governance.ai_model_deployments for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and ((select governance.is_tenant_admin())
               or model_id in (select model.id from governance.ai_models as model
                               where model.owner_id = (select governance.current_user_id()))))
         or (select governance.may_write_every_tenant()));
