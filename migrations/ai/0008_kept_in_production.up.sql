-- Keeps a version in production from being deleted, however it came there.

create function governance.keep_in_production() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'version % of % is in production and is not deleted', old.version, old.name
    using errcode = 'restrict_violation', hint = 'Ask first that it leaves production.';
end
$$;
comment on function governance.keep_in_production() is
  'Refuses to delete a version in production, also to who may write for every tenant: what an import brought there has no request and no deployment that would keep it.';
create trigger ai_models_keep_in_production before delete on governance.ai_models
  for each row when (old.deployment_status = 'production') execute function governance.keep_in_production();
