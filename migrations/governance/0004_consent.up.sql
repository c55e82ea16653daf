-- Consent: every event of it for good, where it stands now, and how a changed event is found.

create table governance.ai_data_consent (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null,
  user_id uuid,
  subject_key uuid not null,
  purpose text not null,
  data_type text not null,
  state text not null,
  state_since timestamptz not null,
  consent_given boolean not null generated always as (state in ('given', 'renewed')) stored,
  consent_details jsonb not null default '{}',
  lawful_basis text,
  notice_version text,
  notice_language text,
  jurisdiction text,
  granted_at timestamptz,
  expires_at timestamptz,
  withdrawn_at timestamptz,
  event_count integer not null,
  last_event_hash bytea not null,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_consent_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_consent_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint ai_data_consent_subject_unique unique (tenant_id, subject_key, purpose, data_type)
) with (fillfactor = 85);
create index ai_data_consent_user_id on governance.ai_data_consent (tenant_id, user_id) where user_id is not null;
create index ai_data_consent_expires_at on governance.ai_data_consent (tenant_id, expires_at) where state in ('given', 'renewed');
create index ai_data_consent_withdrawn_at on governance.ai_data_consent (tenant_id, withdrawn_at) where withdrawn_at is not null;

comment on table governance.ai_data_consent is
  'Where the consent of each person stands, for each purpose and kind of data. A trigger on ai_data_consent_events keeps it and nobody else writes it; so it has no checks of its own beyond the events''. The seed overwrites this one row and so has no history, names no purpose, and deletes it with the person, though Art. 7(1) GDPR asks for proof of consent.';
comment on column governance.ai_data_consent.id is 'Its identity.';
comment on column governance.ai_data_consent.tenant_id is 'Who relies on the consent.';
comment on column governance.ai_data_consent.user_id is 'The person, where it is a user; emptied when the person is erased. Not cascaded: the proof stays, under the subject key.';
comment on column governance.ai_data_consent.subject_key is 'The pseudonym of the person.';
comment on column governance.ai_data_consent.purpose is 'What the data may be used for.';
comment on column governance.ai_data_consent.data_type is 'Which kind of data: personal, behavioral, analytical and so on.';
comment on column governance.ai_data_consent.state is 'The state that the latest event by its time of occurrence left, in the words of ISO/IEC TS 27560 and DPV.';
comment on column governance.ai_data_consent.state_since is 'When that event occurred.';
comment on column governance.ai_data_consent.consent_given is
  'Whether the state is given or renewed. Data may be used only while this holds and expires_at has not passed.';
comment on column governance.ai_data_consent.consent_details is 'What else was agreed, as the latest giving says: recipients, retention, places, rights.';
comment on column governance.ai_data_consent.lawful_basis is 'The basis in Art. 6(1) GDPR, as the latest giving says.';
comment on column governance.ai_data_consent.notice_version is 'Which text the person saw when giving.';
comment on column governance.ai_data_consent.notice_language is 'In which language.';
comment on column governance.ai_data_consent.jurisdiction is 'Under which law.';
comment on column governance.ai_data_consent.granted_at is 'When it was last given or renewed; null when it never was. The seed has now() here also for a refusal.';
comment on column governance.ai_data_consent.expires_at is 'Until when the latest giving holds; null for no end.';
comment on column governance.ai_data_consent.withdrawn_at is 'When it was withdrawn, revoked or invalidated; null while it is not.';
comment on column governance.ai_data_consent.event_count is 'How many events there were, those in dropped partitions too.';
comment on column governance.ai_data_consent.last_event_hash is 'The hash of the event that was recorded last.';
comment on column governance.ai_data_consent.created_at is 'When the row was made.';
comment on column governance.ai_data_consent.updated_at is 'When the row was last changed.';

create trigger ai_data_consent_set_updated_at before update on governance.ai_data_consent
  for each row execute function governance.set_updated_at();

alter table governance.ai_data_consent enable row level security;
alter table governance.ai_data_consent force row level security;
create policy ai_data_consent_select on governance.ai_data_consent for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));
create policy ai_data_consent_insert on governance.ai_data_consent for insert
  with check ((select governance.acts_in_own_trigger()));
create policy ai_data_consent_update on governance.ai_data_consent for update
  using ((select governance.acts_in_own_trigger()))
  with check ((select governance.acts_in_own_trigger()));
create policy ai_data_consent_delete on governance.ai_data_consent for delete
  using ((select governance.acts_in_own_trigger()));

create table governance.ai_data_consent_events (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid,
  subject_key uuid not null,
  purpose text not null,
  data_type text not null,
  sequence_number integer not null,
  event_state text not null,
  event_type text not null default 'explicit',
  lawful_basis text not null default 'consent',
  notice_version text,
  notice_language text,
  jurisdiction text,
  controller text,
  collection_method text,
  expires_at timestamptz,
  consent_details jsonb not null default '{}',
  evidence_hash text,
  actor text not null default 'subject',
  actor_key uuid,
  occurred_at timestamptz not null default pg_catalog.now(),
  recorded_at timestamptz not null default pg_catalog.now(),
  previous_hash bytea,
  event_hash bytea not null,
  constraint ai_data_consent_events_pkey primary key (id, occurred_at),
  constraint ai_data_consent_events_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_consent_events_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete set null (user_id),
  constraint ai_data_consent_events_purpose_not_blank check (pg_catalog.btrim(purpose) <> ''),
  constraint ai_data_consent_events_data_type_not_blank check (pg_catalog.btrim(data_type) <> ''),
  constraint ai_data_consent_events_event_state_known check (event_state in ('requested', 'request_deferred', 'refused',
    'given', 'renewed', 'expired', 'withdrawn', 'revoked', 'invalidated', 'unknown')),
  constraint ai_data_consent_events_event_type_known check (event_type in ('explicit', 'expressed', 'implied')),
  constraint ai_data_consent_events_lawful_basis_known check (lawful_basis in ('consent', 'contract', 'legal_obligation',
    'vital_interests', 'public_task', 'legitimate_interests')),
  constraint ai_data_consent_events_notice_version_not_blank check (pg_catalog.btrim(notice_version) <> ''),
  constraint ai_data_consent_events_notice_language_format check (notice_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  constraint ai_data_consent_events_jurisdiction_not_blank check (pg_catalog.btrim(jurisdiction) <> ''),
  constraint ai_data_consent_events_controller_not_blank check (pg_catalog.btrim(controller) <> ''),
  constraint ai_data_consent_events_collection_method_not_blank check (pg_catalog.btrim(collection_method) <> ''),
  constraint ai_data_consent_events_given_has_proof check (event_state not in ('given', 'renewed')
    or (notice_version is not null and collection_method is not null)),
  constraint ai_data_consent_events_expires_after_start check (event_state not in ('given', 'renewed') or expires_at > occurred_at),
  constraint ai_data_consent_events_consent_details_is_object check (pg_catalog.jsonb_typeof(consent_details) = 'object'),
  constraint ai_data_consent_events_evidence_hash_format check (evidence_hash ~ '^[0-9a-f]{64}$'),
  constraint ai_data_consent_events_actor_known check (actor in ('subject', 'representative', 'controller', 'authority', 'system')),
  constraint ai_data_consent_events_not_from_the_future check (case
    when pg_catalog.isfinite(occurred_at) and pg_catalog.isfinite(recorded_at) then occurred_at - recorded_at <= interval '1 day'
    else false end)
) partition by range (occurred_at);
create index ai_data_consent_events_subject on governance.ai_data_consent_events
  (tenant_id, subject_key, purpose, data_type, sequence_number);
create index ai_data_consent_events_user_id on governance.ai_data_consent_events (tenant_id, user_id) where user_id is not null;
create index ai_data_consent_events_state on governance.ai_data_consent_events (tenant_id, event_state, occurred_at desc);

comment on table governance.ai_data_consent_events is
  'What happened to consents: asked for, given, renewed, withdrawn and so on, with what ISO/IEC TS 27560 asks a record to hold. Rows are only added, in partitions by month; each carries the hash of the one before it for the same person, purpose and kind of data, so that a change is seen (check_consent_events). People add events of their own consents, administrators those of the tenant.';
comment on column governance.ai_data_consent_events.id is 'Its identity, together with occurred_at. The same event sent twice is refused or passed over, as the INSERT says.';
comment on column governance.ai_data_consent_events.tenant_id is 'Who relies on the consent.';
comment on column governance.ai_data_consent_events.user_id is 'The person, where it is a user; emptied when the person is erased, and therefore no part of the hash.';
comment on column governance.ai_data_consent_events.subject_key is 'The pseudonym of the person; copied from users where user_id says who.';
comment on column governance.ai_data_consent_events.purpose is 'What the data may be used for, one purpose a row.';
comment on column governance.ai_data_consent_events.data_type is 'Which kind of data: personal, behavioral, analytical and so on.';
comment on column governance.ai_data_consent_events.sequence_number is 'Which event it is for the same person, purpose and kind of data, in the order of recording. A trigger counts.';
comment on column governance.ai_data_consent_events.event_state is
  'What the event makes of the consent. Only given and renewed allow use; requested and request_deferred leave a consent that stands as it is.';
comment on column governance.ai_data_consent_events.event_type is 'How the person spoke: explicit, expressed or implied.';
comment on column governance.ai_data_consent_events.lawful_basis is 'The basis in Art. 6(1) GDPR.';
comment on column governance.ai_data_consent_events.notice_version is 'Which text the person saw; a giving needs it.';
comment on column governance.ai_data_consent_events.notice_language is 'In which language, as BCP 47 writes it.';
comment on column governance.ai_data_consent_events.jurisdiction is 'Under which law, such as EU or US-CA.';
comment on column governance.ai_data_consent_events.controller is 'Who is responsible for the processing.';
comment on column governance.ai_data_consent_events.collection_method is 'How it was collected: web form, paper, telephone and so on; a giving needs it.';
comment on column governance.ai_data_consent_events.expires_at is 'Until when the giving holds; null for no end.';
comment on column governance.ai_data_consent_events.consent_details is 'What else was said: recipients, retention, places, rights, way of withdrawal. No names: it is never erased.';
comment on column governance.ai_data_consent_events.evidence_hash is 'SHA-256 of the document or recording that shows it, as hexadecimal digits.';
comment on column governance.ai_data_consent_events.actor is 'Who acted: the subject, a representative, the controller, an authority, or the system when time ran out.';
comment on column governance.ai_data_consent_events.actor_key is 'The subject key of who acted, where it is another person.';
comment on column governance.ai_data_consent_events.occurred_at is 'When it happened, by the clock of who says so.';
comment on column governance.ai_data_consent_events.recorded_at is 'When this server learnt of it; only who may write for every tenant sets another time.';
comment on column governance.ai_data_consent_events.previous_hash is 'event_hash of the event before it; null for the first.';
comment on column governance.ai_data_consent_events.event_hash is 'SHA-256 of this event and previous_hash, as consent_event_hash computes it.';

create function governance.hash_field(value text) returns text
language sql immutable parallel safe
return coalesce(pg_catalog.length(value)::text || ':' || value, '-');
comment on function governance.hash_field(text) is
  'A value as it is hashed: its length in characters, a colon, and itself; a dash for null. So no two lists of values read the same.';

create function governance.hash_field(value timestamptz) returns text
language sql immutable parallel safe
return governance.hash_field(case when pg_catalog.isfinite(value)
  then pg_catalog.trunc(extract(epoch from value - timestamptz '1970-01-01 00:00:00+00') * 1000000)::text
  when value > timestamptz '1970-01-01 00:00:00+00' then 'infinity' else '-infinity' end);
comment on function governance.hash_field(timestamptz) is
  'A time as it is hashed: microseconds since 1970 in UTC, whatever the time zone and date style of the session.';

create function governance.consent_event_hash(event governance.ai_data_consent_events) returns bytea
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return pg_catalog.sha256(pg_catalog.convert_to(
    governance.hash_field(pg_catalog.encode(event.previous_hash, 'hex'))
    || governance.hash_field(event.id::text) || governance.hash_field(event.tenant_id::text)
    || governance.hash_field(event.subject_key::text) || governance.hash_field(event.purpose)
    || governance.hash_field(event.data_type) || governance.hash_field(event.sequence_number::text)
    || governance.hash_field(event.event_state) || governance.hash_field(event.event_type)
    || governance.hash_field(event.lawful_basis) || governance.hash_field(event.notice_version)
    || governance.hash_field(event.notice_language) || governance.hash_field(event.jurisdiction)
    || governance.hash_field(event.controller) || governance.hash_field(event.collection_method)
    || governance.hash_field(event.expires_at) || governance.hash_field(event.consent_details::text)
    || governance.hash_field(event.evidence_hash) || governance.hash_field(event.actor)
    || governance.hash_field(event.actor_key::text) || governance.hash_field(event.occurred_at)
    || governance.hash_field(event.recorded_at), 'UTF8'));
end
$$;
comment on function governance.consent_event_hash(governance.ai_data_consent_events) is
  'SHA-256 of the UTF-8 bytes of the hash before and of every column but user_id, each as hash_field writes it, in this order: previous_hash in hexadecimal digits, id, tenant_id, subject_key, purpose, data_type, sequence_number, event_state, event_type, lawful_basis, notice_version, notice_language, jurisdiction, controller, collection_method, expires_at, consent_details as the server writes jsonb, evidence_hash, actor, actor_key, occurred_at, recorded_at.';

create function governance.keep_recorded_at() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.recorded_at is distinct from pg_catalog.now() and not governance.may_write_every_tenant() then
    new.recorded_at := pg_catalog.now();
  end if;
  return new;
end
$$;
comment on function governance.keep_recorded_at() is
  'Sets recorded_at by the clock of the server, unless who asks may write for every tenant and so may bring over a history.';

-- Sequential scans are off in it: a plan made while the table is small would be kept while thousands of events come in.
create function governance.keep_consent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  kept governance.ai_data_consent;
  gives boolean;
begin
  if not governance.is_of_this_schema(tg_table_schema) then
    raise exception 'this function serves tables of its own schema only' using errcode = 'insufficient_privilege';
  end if;
  gives := new.event_state in ('given', 'renewed');
  loop
    -- The row of the state is also the lock: events of one consent are recorded one after the other.
    select * into kept from governance.ai_data_consent as consent
    where consent.tenant_id = new.tenant_id and consent.subject_key = new.subject_key
      and consent.purpose = new.purpose and consent.data_type = new.data_type
    for update;
    new.sequence_number := coalesce(kept.event_count, 0) + 1;
    new.previous_hash := kept.last_event_hash;
    new.event_hash := governance.consent_event_hash(new);
    -- An event that is there already goes on to the primary key and changes no state.
    if exists (select from governance.ai_data_consent_events as event
               where event.id = new.id and event.occurred_at = new.occurred_at) then
      return new;
    end if;
    if gives and (kept.granted_at is null or new.occurred_at >= kept.granted_at) then
      kept.granted_at := new.occurred_at;
      kept.expires_at := new.expires_at;
      kept.consent_details := new.consent_details;
      kept.lawful_basis := new.lawful_basis;
      kept.notice_version := new.notice_version;
      kept.notice_language := new.notice_language;
      kept.jurisdiction := new.jurisdiction;
    end if;
    if kept.id is null or (new.occurred_at >= kept.state_since
                           and not (kept.consent_given and new.event_state in ('requested', 'request_deferred'))) then
      kept.state := new.event_state;
      kept.state_since := new.occurred_at;
      kept.withdrawn_at := case when gives then null
        when new.event_state in ('withdrawn', 'revoked', 'invalidated') then new.occurred_at else kept.withdrawn_at end;
    end if;
    if kept.id is not null then
      update governance.ai_data_consent set
        user_id = coalesce(new.user_id, kept.user_id), state = kept.state, state_since = kept.state_since,
        consent_details = kept.consent_details, lawful_basis = kept.lawful_basis, notice_version = kept.notice_version,
        notice_language = kept.notice_language, jurisdiction = kept.jurisdiction, granted_at = kept.granted_at,
        expires_at = kept.expires_at, withdrawn_at = kept.withdrawn_at,
        event_count = new.sequence_number, last_event_hash = new.event_hash
      where id = kept.id;
      return new;
    end if;
    insert into governance.ai_data_consent (tenant_id, user_id, subject_key, purpose, data_type, state, state_since, consent_details,
      lawful_basis, notice_version, notice_language, jurisdiction, granted_at, expires_at, withdrawn_at, event_count, last_event_hash)
    values (new.tenant_id, new.user_id, new.subject_key, new.purpose, new.data_type, kept.state, kept.state_since,
      coalesce(kept.consent_details, '{}'), kept.lawful_basis, kept.notice_version, kept.notice_language, kept.jurisdiction,
      kept.granted_at, kept.expires_at, kept.withdrawn_at, new.sequence_number, new.event_hash)
    on conflict (tenant_id, subject_key, purpose, data_type) do nothing;
    if found then
      return new;
    end if;
    -- Somebody else recorded the first event in the meantime.
  end loop;
end
$$;
revoke execute on function governance.keep_consent() from public;
comment on function governance.keep_consent() is
  'Numbers and chains an event and brings the state up to it. An event that is older than the state, by its time of occurrence, is recorded and leaves the state. It runs as the owner, because nobody else may write ai_data_consent.';

-- In this order: triggers of one kind run by their names.
create trigger ai_data_consent_events_1_subject before insert on governance.ai_data_consent_events
  for each row execute function governance.keep_subject_key();
create trigger ai_data_consent_events_2_recorded before insert on governance.ai_data_consent_events
  for each row execute function governance.keep_recorded_at();
create trigger ai_data_consent_events_3_state before insert on governance.ai_data_consent_events
  for each row execute function governance.keep_consent();
create trigger ai_data_consent_events_append_only before update or delete on governance.ai_data_consent_events
  for each row execute function governance.refuse_change();
create trigger ai_data_consent_events_append_only_truncate before truncate on governance.ai_data_consent_events
  for each statement execute function governance.refuse_change();

create function governance.check_consent_events(of_tenant uuid default null)
returns table (subject_key uuid, purpose text, data_type text, sequence_number integer, problem text)
language sql stable
begin atomic
  with linked as (
    select event.*, governance.consent_event_hash(event) as true_hash,
           pg_catalog.lag(event.sequence_number) over consent as number_before,
           pg_catalog.lag(event.event_hash) over consent as hash_before,
           pg_catalog.lead(event.sequence_number) over consent is null as is_last
    from governance.ai_data_consent_events as event
    where of_tenant is null or event.tenant_id = of_tenant
    window consent as (partition by event.tenant_id, event.subject_key, event.purpose, event.data_type order by event.sequence_number)
  )
  select linked.subject_key, linked.purpose, linked.data_type, linked.sequence_number,
         case when linked.event_hash <> linked.true_hash then 'the event was changed'
              when coalesce(linked.number_before, 0) <> linked.sequence_number - 1
                then 'the event before it is gone: deleted, or dropped with its month'
              when linked.previous_hash is distinct from linked.hash_before then 'the event before it is another one'
              else 'events after it are gone, or the state was changed' end
  from linked
  left join governance.ai_data_consent as consent
    on linked.is_last and consent.tenant_id = linked.tenant_id and consent.subject_key = linked.subject_key
   and consent.purpose = linked.purpose and consent.data_type = linked.data_type
  where linked.event_hash <> linked.true_hash
     or coalesce(linked.number_before, 0) <> linked.sequence_number - 1
     or linked.previous_hash is distinct from linked.hash_before
     or (linked.is_last and (consent.event_count, consent.last_event_hash) is distinct from (linked.sequence_number, linked.event_hash))
  order by linked.subject_key, linked.purpose, linked.data_type, linked.sequence_number;
end;
comment on function governance.check_consent_events(uuid) is
  'The events whose hash or place in the chain is not what it was, among those that who asks may read; no rows is good. Whoever may rewrite all of a chain and the state is not found out this way: keep last_event_hash elsewhere too.';

alter table governance.ai_data_consent_events enable row level security;
alter table governance.ai_data_consent_events force row level security;
create policy ai_data_consent_events_select on governance.ai_data_consent_events for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()) or (select governance.acts_in_own_trigger()));
create policy ai_data_consent_events_insert on governance.ai_data_consent_events for insert
  with check ((tenant_id = (select governance.current_tenant_id())
               and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));

do $do$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
begin
  perform governance.make_partitions('governance.ai_data_consent_events', today, (today + interval '2 months')::date);
end
$do$;
