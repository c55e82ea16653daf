-- What a version in production keeps: what let it in, and its aliases to itself.
-- needs: identity/0002

-- Triggers look at every version of a model, and keep them from changing meanwhile, whoever owns which.
alter policy ai_models_update on governance.ai_models
  using ((tenant_id = (select governance.current_tenant_id())
          and (owner_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()) or (select governance.acts_in_own_trigger()));
alter policy ai_model_deployments_select on governance.ai_model_deployments
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));
alter policy ai_model_aliases_select on governance.ai_model_aliases
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));

create function governance.keep_what_let_in() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.id, new.tenant_id, new.name, new.version, new.provider, new.model_id)
     is distinct from (old.id, old.tenant_id, old.name, old.version, old.provider, old.model_id)
     or new.training_data_hash is distinct from coalesce(old.training_data_hash, new.training_data_hash) then
    raise exception 'a version in production stays what was approved' using errcode = 'restrict_violation',
      hint = 'Register another version, or ask first that this one leaves production.';
  end if;
  if new.performance_metrics = '{}' and old.performance_metrics <> '{}' and new.deployment_status = 'production' then
    raise exception 'a version in production keeps its evaluation' using errcode = 'restrict_violation',
      hint = 'Leave at least one result in performance_metrics, or ask first that it leaves production.';
  end if;
  return new;
end
$$;
comment on function governance.keep_what_let_in() is
  'Keeps what a version in production is, and that it was evaluated. A hash of the training data that nobody had said may be said. It is not asked of who may write for every tenant: imports bring what the other registry says now.';
create trigger ai_models_keep_what_let_in before update on governance.ai_models
  for each row when ((old.deployment_status = 'production' or new.deployment_status = 'production')
                     and not governance.may_write_every_tenant())
  execute function governance.keep_what_let_in();
create trigger ai_models_keep_owner_named before update of owner_id on governance.ai_models
  for each row when (old.owner_id is not null and new.owner_id is null
                     and old.deployment_status = 'production' and new.deployment_status = 'production')
  execute function governance.keep_named('owner_id');

create function governance.answer_alone() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  own governance.ai_models;
  taken record;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  select * into own from governance.ai_models as model
  where model.tenant_id = new.tenant_id and model.id = (pg_catalog.to_jsonb(new) ->> tg_argv[0])::uuid;
  -- Whoever changes another version's aliases, deployments or stage waits. Not for key update: foreign keys refer to them.
  perform from governance.ai_models as model
  where model.tenant_id = own.tenant_id and model.name = own.name order by model.id for no key update;
  with active as (
    select model.id, model.version, deployment.deployment_config ->> 'alias' as alias
    from governance.ai_models as model
    join governance.ai_model_deployments as deployment
      on deployment.tenant_id = model.tenant_id and deployment.model_id = model.id
    where model.tenant_id = own.tenant_id and model.name = own.name
      and model.deployment_status = 'production' and deployment.status = 'active'
  ), answering as (
    select active.id, active.version, active.alias from active where active.alias is not null
    union
    select active.id, active.version, named.alias from active
    join governance.ai_model_aliases as named on named.tenant_id = own.tenant_id and named.model_id = active.id
  )
  select other.version, other.alias into taken
  from answering as here join answering as other on other.alias = here.alias and other.id <> here.id
  where here.id = own.id order by 1, 2 limit 1;
  if found then
    raise exception 'version % of % is in production under the alias % already', taken.version, own.name, taken.alias
      using errcode = 'restrict_violation',
            hint = 'Make its deployment inactive first, or deploy this version under another alias.';
  end if;
  if pg_catalog.current_setting('transaction_isolation') = 'repeatable read'
     and exists (select from governance.ai_models as model where model.tenant_id = own.tenant_id and model.name = own.name
                   and model.id <> own.id and model.deployment_status = 'production')
     and exists (select from governance.ai_models as model where model.id = own.id and model.deployment_status = 'production') then
    raise exception 'what other sessions deploy is not seen in a repeatable read' using errcode = 'restrict_violation',
      hint = 'Do it in a transaction that is read committed or serializable.';
  end if;
  return null;
end
$$;
revoke execute on function governance.answer_alone() from public;
comment on function governance.answer_alone() is
  'Refuses that two versions of one model in production both have an active deployment under one alias, be it one of ai_model_aliases or the one in deployment_config. Its argument is the column with the version. It locks every version of the model in the order of their ids, and runs as the owner, because who owns one version does not change the others.';
create trigger ai_models_answer_alone after update of deployment_status, name on governance.ai_models
  for each row when (new.deployment_status = 'production'
                     and (old.deployment_status, old.name) is distinct from (new.deployment_status, new.name))
  execute function governance.answer_alone('id');
create trigger ai_model_deployments_answer_alone after insert on governance.ai_model_deployments
  for each row when (new.status = 'active') execute function governance.answer_alone('model_id');
create trigger ai_model_deployments_still_alone after update of status, model_id, deployment_config on governance.ai_model_deployments
  for each row when (new.status = 'active'
                     and (old.status, old.model_id, old.deployment_config ->> 'alias')
                         is distinct from (new.status, new.model_id, new.deployment_config ->> 'alias'))
  execute function governance.answer_alone('model_id');
create trigger ai_model_aliases_answer_alone after insert on governance.ai_model_aliases
  for each row execute function governance.answer_alone('model_id');
create trigger ai_model_aliases_still_alone after update of alias, model_id on governance.ai_model_aliases
  for each row when ((old.alias, old.model_id) is distinct from (new.alias, new.model_id))
  execute function governance.answer_alone('model_id');
