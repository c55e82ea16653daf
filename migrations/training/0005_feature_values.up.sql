-- The values of features as of a time, and how fresh they are.

create function governance.feature_values_have_their_type() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wrong record;
begin
  if tg_relid <> 'governance.feature_values'::pg_catalog.regclass then
    raise exception 'this function serves the table feature_values only' using errcode = 'insufficient_privilege';
  end if;
  select feature.name, feature.value_type, added.entity_key into wrong
  from added
  join governance.feature_versions as version on version.id = added.feature_version_id
  join governance.feature_definitions as feature
    on feature.tenant_id = version.tenant_id and feature.id = version.feature_id
  where case pg_catalog.jsonb_typeof(added.value)
          when 'null' then false
          when 'boolean' then feature.value_type <> 'boolean'
          when 'number' then feature.value_type <> 'number'
            and (feature.value_type <> 'integer' or (added.value #>> '{}')::numeric % 1 <> 0)
          when 'string' then feature.value_type not in ('text', 'timestamp')
          when 'array' then feature.value_type <> 'vector'
          when 'object' then feature.value_type <> 'object'
        end
  limit 1;
  if found then
    raise exception 'a value of % for % is no %', wrong.name, wrong.entity_key, wrong.value_type
      using errcode = 'check_violation', table = 'feature_values', constraint = 'feature_values_have_their_type';
  end if;
  return null;
end
$$;
revoke execute on function governance.feature_values_have_their_type() from public;
comment on function governance.feature_values_have_their_type() is
  'Refuses values that are not of the kind their feature has. It looks once at all rows of a statement, so that loading many stays fast, and runs as the owner, because who writes values need not read what they are of.';

create table governance.feature_values (
  tenant_id uuid not null default governance.current_tenant_id(),
  feature_version_id uuid not null,
  entity_key text not null,
  event_time timestamptz not null,
  recorded_at timestamptz not null default pg_catalog.now(),
  value jsonb,
  subject_key uuid,
  primary key (feature_version_id, entity_key, event_time, recorded_at),
  constraint feature_values_version_fk foreign key (tenant_id, feature_version_id)
    references governance.feature_versions (tenant_id, id) on delete cascade,
  constraint feature_values_entity_key_not_blank check (pg_catalog.btrim(entity_key) <> '')
);
create index feature_values_event_time on governance.feature_values (feature_version_id, event_time);
create index feature_values_subject_key on governance.feature_values (subject_key) where subject_key is not null;

comment on table governance.feature_values is
  'The values of features, each with the time it was true and the time it became known. Rows are added and never changed: a correction is a later row for the same time. Its tenant has no foreign key of its own, since that to the version says the same.';
comment on column governance.feature_values.tenant_id is 'To whom it belongs.';
comment on column governance.feature_values.feature_version_id is
  'Of which version of a feature; the values go with it.';
comment on column governance.feature_values.entity_key is 'Of which entity, such as the number of a customer.';
comment on column governance.feature_values.event_time is 'When the value was true.';
comment on column governance.feature_values.recorded_at is
  'When it became known. What a model could know at a time is what was recorded by then.';
comment on column governance.feature_values.value is
  'The value, of the kind that the feature has; null says that there was none.';
comment on column governance.feature_values.subject_key is
  'Stands for the person that it is about, so that the values of a person can be erased; none where it is about no person.';
create trigger feature_values_have_their_type after insert on governance.feature_values
  referencing new table as added for each statement execute function governance.feature_values_have_their_type();

alter table governance.feature_values enable row level security;
alter table governance.feature_values force row level security;
create policy feature_values_select on governance.feature_values for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy feature_values_insert on governance.feature_values for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy feature_values_delete on governance.feature_values for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create function governance.feature_values_as_of(
  versions uuid[], entity text, as_of timestamptz, known_at timestamptz default null
) returns table (feature_version_id uuid, value jsonb, event_time timestamptz, recorded_at timestamptz)
language sql stable parallel safe
begin atomic
  select newest.feature_version_id, newest.value, newest.event_time, newest.recorded_at
  from pg_catalog.unnest(versions) as wanted (id)
  join governance.feature_versions as version on version.id = wanted.id
  join governance.feature_definitions as feature
    on feature.tenant_id = version.tenant_id and feature.id = version.feature_id
  cross join lateral (
    select given.feature_version_id, given.value, given.event_time, given.recorded_at
    from governance.feature_values as given
    where given.feature_version_id = wanted.id and given.entity_key = entity
      and given.event_time <= as_of and given.recorded_at <= coalesce(known_at, as_of)
    order by given.event_time desc, given.recorded_at desc
    limit 1
  ) as newest
  where feature.time_to_live is null or newest.event_time > as_of - feature.time_to_live;
end;
comment on function governance.feature_values_as_of(uuid[], text, timestamptz, timestamptz) is
  'The values of features of one entity as they stood at a time: the newest that was true and known by then, unless it had outlived its feature''s time to live. Join it laterally to labels with their times to get training data without knowledge of the future. known_at counts what was recorded later, up to then: infinity for values that were filled in afterwards. It sees what the caller may see.';

create view governance.feature_freshness with (security_invoker = true) as
select version.tenant_id, feature.id as feature_id, version.id as feature_version_id, feature.entity_type, feature.name,
       version.version, feature.owner_id, feature.freshness_target, newest.event_time as newest_event_time,
       pg_catalog.now() - newest.event_time as age,
       feature.freshness_target is not null
         and (newest.event_time is null or newest.event_time < pg_catalog.now() - feature.freshness_target) as is_stale
from governance.feature_versions as version
join governance.feature_definitions as feature
  on feature.tenant_id = version.tenant_id and feature.id = version.feature_id
left join lateral (
  select given.event_time from governance.feature_values as given
  where given.feature_version_id = version.id
  order by given.event_time desc
  limit 1
) as newest on true
where version.stage = 'active';
comment on view governance.feature_freshness is
  'How old the newest value of each active feature is, and whether that is older than it may be. A feature with a target and no value is stale.';
comment on column governance.feature_freshness.tenant_id is 'To whom it belongs.';
comment on column governance.feature_freshness.feature_id is 'The feature.';
comment on column governance.feature_freshness.feature_version_id is 'Its active version.';
comment on column governance.feature_freshness.entity_type is 'What it is a feature of.';
comment on column governance.feature_freshness.name is 'What people call it.';
comment on column governance.feature_freshness.version is 'The number of the version.';
comment on column governance.feature_freshness.owner_id is 'Who answers for it.';
comment on column governance.feature_freshness.freshness_target is 'How old its newest value may be.';
comment on column governance.feature_freshness.newest_event_time is 'When its newest value was true.';
comment on column governance.feature_freshness.age is 'How long ago that was.';
comment on column governance.feature_freshness.is_stale is 'Whether that is longer than it may be.';
