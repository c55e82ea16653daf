-- What only the making needed goes; the reader of the workspace may read; the planner learns what there is.

drop table sample_company.plan, sample_company.people, sample_company.model_names, sample_company.model_versions,
  sample_company.model_data, sample_company.stage_requests,
  sample_company.drift_found, sample_company.drift_runs, sample_company.drift_columns,
  sample_company.model_days, sample_company.dataset_names, sample_company.dataset_versions, sample_company.dataset_readers,
    sample_company.features,
  sample_company.consents, sample_company.levels, sample_company.edges, sample_company.requirements;
drop function sample_company.noise(text);
drop function sample_company.chance(text);
drop function sample_company.ago(double precision);
drop function sample_company.pick_id(text);
drop function sample_company.tenant();

do $do$
declare
  -- The schema of the packs, by one of its functions: its name may be another.
  packs constant name := (select space.nspname from pg_catalog.pg_proc as function
    join pg_catalog.pg_namespace as space on space.oid = function.pronamespace
    where function.oid = 'governance.set_updated_at()'::pg_catalog.regprocedure);
  filled record;
begin
  -- The role that the local workspace is read with sees every tenant, since whoever works here is the only one.
  if exists (select from pg_catalog.pg_roles where rolname = 'demo_auditor') then
    execute pg_catalog.format('grant usage on schema sample_company, %I to demo_auditor', packs);
    execute pg_catalog.format('grant select on all tables in schema sample_company, %I to demo_auditor', packs);
    grant usage on type governance.every_tenant_reader to demo_auditor;
    for filled in
      select relation.oid::pg_catalog.regclass as name from pg_catalog.pg_class as relation
      where relation.relnamespace = 'sample_company'::pg_catalog.regnamespace and relation.relkind = 'r'
    loop
      execute pg_catalog.format('create policy auditors_select on %s for select '
        'using ((select pg_catalog.pg_has_role(''demo_auditor'', ''member'')))',
        filled.name);
    end loop;
  end if;
  for filled in
    select relation.oid::pg_catalog.regclass as name from pg_catalog.pg_class as relation
    join pg_catalog.pg_namespace as space on space.oid = relation.relnamespace
    where space.nspname in ('sample_company', packs) and relation.relkind in ('r', 'p') and not relation.relispartition
  loop
    execute pg_catalog.format('analyze %s', filled.name);
  end loop;
end
$do$;
