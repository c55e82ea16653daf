-- Features with their versions and values.

insert into governance.feature_definitions (id, tenant_id, name, entity_type, value_type, description, owner_id, is_personal,
  freshness_target, time_to_live, tags, created_at, updated_at)
select id, sample_company.tenant(), name, entity, kind, pg_catalog.initcap(pg_catalog.left(pg_catalog.replace(name, '_', ' '), 1))
  || pg_catalog.substr(pg_catalog.replace(name, '_', ' '), 2) || ', from ' || source || '.',
  sample_company.pick_id('user ' || 5 + n), personal, case when n % 3 = 0 then interval '7 days' else interval '40 days' end,
  interval '400 days', pg_catalog.jsonb_build_array(entity), sample_company.ago(born), sample_company.ago(born / 2)
from sample_company.features;

insert into governance.feature_versions (id, tenant_id, feature_id, version, transformation, source_tables, schedule, stage,
  active_from, retired_at, user_id, created_at, updated_at)
select sample_company.pick_id('feature version ' || name || nth), sample_company.tenant(), id, nth,
  'select ' || entity || '_id, ' || name || ' from sample_company.' || source || case
    when nth > 1 then ' where created_at > as_of - interval ''365 days''' else '' end,
  pg_catalog.jsonb_build_array('sample_company.' || source), 'monthly', case when nth < versions then 'retired' else 'active' end,
  sample_company.ago(born - (nth - 1) * 120), case when nth < versions then sample_company.ago(born - nth * 120) end,
  sample_company.pick_id('user ' || 5 + n), sample_company.ago(born - (nth - 1) * 120), sample_company.ago(born - (nth - 1) * 120)
from sample_company.features, pg_catalog.generate_series(1, versions) as nth;

insert into governance.feature_uses (id, tenant_id, model_id, feature_version_id, input_name, importance, created_at, updated_at)
select sample_company.pick_id('feature use ' || model.id || feature.name), sample_company.tenant(), model.id,
  sample_company.pick_id('feature version ' || feature.name || case when model.born < feature.born - 120 then feature.versions
    else 1 end),
  feature.name, pg_catalog.round((0.05 + 0.4 * sample_company.chance('importance ' || model.id || feature.name))::numeric,
    3)::double precision,
  sample_company.ago(model.born), sample_company.ago(model.born)
from sample_company.model_versions as model
join sample_company.features as feature on model.name = any (pg_catalog.string_to_array(feature.users, ' '))
  and model.born < feature.born;

-- Once a month for forty entities. Two features of the weather have not been computed for two months.
insert into governance.feature_values (tenant_id, feature_version_id, entity_key, event_time, recorded_at, value, subject_key)
select sample_company.tenant(), sample_company.pick_id('feature version ' || name || versions), entity || '-' || entity_number,
  at, at + interval '1 hour',
  case kind when 'boolean' then pg_catalog.to_jsonb(drawn < 0.4) when 'integer' then pg_catalog.to_jsonb((drawn * 12)::int)
       else pg_catalog.to_jsonb(pg_catalog.round((drawn * 10)::numeric, 2)) end,
  case when personal then sample_company.pick_id('subject ' || entity_number) end
from sample_company.features, pg_catalog.generate_series(1, 40) as entity_number, pg_catalog.generate_series(0, 5) as month,
  lateral (select sample_company.ago(4 + month * 30) as at, sample_company.chance(name || entity_number || ' ' || month) as drawn)
    as value
where not (entity = 'region' and month < 2);
