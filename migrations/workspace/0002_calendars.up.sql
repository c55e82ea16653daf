-- The calendars of people, and what stands in them.
-- needs: ai/0001

create table governance.calendars (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  name text not null,
  description text,
  color text,
  time_zone text not null default 'UTC',
  is_primary boolean not null default false,
  external_provider text,
  external_id text,
  synchronised_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint calendars_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint calendars_owner_unique unique (tenant_id, user_id, id),
  constraint calendars_name_unique unique (tenant_id, user_id, name),
  constraint calendars_external_unique unique (tenant_id, user_id, external_provider, external_id),
  constraint calendars_user_fk foreign key (tenant_id, user_id)
    references governance.users (tenant_id, id) on delete cascade,
  constraint calendars_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint calendars_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint calendars_color_format check (color ~ '^#[0-9a-f]{6}$'),
  constraint calendars_time_zone_format check (time_zone ~ '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$'),
  constraint calendars_external_provider_not_blank check (pg_catalog.btrim(external_provider) <> ''),
  constraint calendars_external_id_not_blank check (pg_catalog.btrim(external_id) <> ''),
  constraint calendars_external_is_whole check ((external_provider is null) = (external_id is null))
);
create unique index calendars_primary_unique on governance.calendars (tenant_id, user_id) where is_primary;

comment on table governance.calendars is 'The calendars of a person, private to the person.';
comment on column governance.calendars.id is 'Its identity.';
comment on column governance.calendars.tenant_id is 'To whom it belongs.';
comment on column governance.calendars.user_id is 'Whose calendar it is; it goes with the person.';
comment on column governance.calendars.name is 'What the person calls it.';
comment on column governance.calendars.description is 'What it is for.';
comment on column governance.calendars.color is 'Its colour, as #rrggbb.';
comment on column governance.calendars.time_zone is 'The time zone that its days are meant in, by its IANA name.';
comment on column governance.calendars.is_primary is 'Whether new events go here; one at most for each person.';
comment on column governance.calendars.external_provider is 'The service that it is a copy of, such as google.';
comment on column governance.calendars.external_id is 'Its identity there.';
comment on column governance.calendars.synchronised_at is 'When it was last brought up to date.';
comment on column governance.calendars.created_at is 'When the row was made.';
comment on column governance.calendars.updated_at is 'When the row was last changed.';

create trigger calendars_set_updated_at before update on governance.calendars
  for each row execute function governance.set_updated_at();

alter table governance.calendars enable row level security;
alter table governance.calendars force row level security;
create policy calendars_select on governance.calendars for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy calendars_insert on governance.calendars for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy calendars_update on governance.calendars for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy calendars_delete on governance.calendars for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));

create table governance.events (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid not null default governance.current_user_id(),
  calendar_id uuid not null,
  summary text not null,
  description text,
  location text,
  start_time timestamptz not null,
  end_time timestamptz not null,
  is_all_day boolean not null default false,
  status text not null default 'confirmed',
  recurrence_rule text,
  attendees jsonb not null default '[]',
  reminders jsonb not null default '[]',
  agent_id uuid,
  external_id text,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint events_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint events_external_unique unique (tenant_id, calendar_id, external_id),
  constraint events_calendar_fk foreign key (tenant_id, user_id, calendar_id)
    references governance.calendars (tenant_id, user_id, id) on delete cascade,
  constraint events_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id) on delete cascade,
  constraint events_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint events_summary_not_blank check (pg_catalog.btrim(summary) <> ''),
  constraint events_description_not_blank check (pg_catalog.btrim(description) <> ''),
  constraint events_location_not_blank check (pg_catalog.btrim(location) <> ''),
  constraint events_ends_after_start check (end_time > start_time),
  constraint events_status_known check (status in ('tentative', 'confirmed', 'cancelled')),
  constraint events_recurrence_rule_format check (recurrence_rule ~ '^FREQ=[A-Z]+(;[A-Z]+=[A-Za-z0-9,:+-]+)*$'),
  constraint events_attendees_is_list check (pg_catalog.jsonb_typeof(attendees) = 'array'),
  constraint events_reminders_is_list check (pg_catalog.jsonb_typeof(reminders) = 'array'),
  constraint events_external_id_not_blank check (pg_catalog.btrim(external_id) <> '')
);
create index events_calendar_id on governance.events (tenant_id, user_id, calendar_id, start_time);
create index events_start_time on governance.events (tenant_id, user_id, start_time, end_time);
create index events_agent_id on governance.events (tenant_id, agent_id);

comment on table governance.events is
  'What stands in a calendar. It always belongs to the person whose calendar it is.';
comment on column governance.events.id is 'Its identity.';
comment on column governance.events.tenant_id is 'To whom it belongs.';
comment on column governance.events.user_id is 'Whose event it is: the calendar''s person.';
comment on column governance.events.calendar_id is 'In which calendar; it goes with the calendar.';
comment on column governance.events.summary is 'What it is, in a line.';
comment on column governance.events.description is 'What else there is to say.';
comment on column governance.events.location is 'Where it is.';
comment on column governance.events.start_time is 'When it begins.';
comment on column governance.events.end_time is 'When it ends.';
comment on column governance.events.is_all_day is 'Whether it is a matter of days, in the time zone of the calendar.';
comment on column governance.events.status is 'Whether it takes place.';
comment on column governance.events.recurrence_rule is
  'How it comes again, as RFC 5545 writes it, such as FREQ=WEEKLY;BYDAY=MO.';
comment on column governance.events.attendees is 'A list of who takes part.';
comment on column governance.events.reminders is 'A list of how many minutes before it the person is told.';
comment on column governance.events.agent_id is 'Which agent put it there, if one did.';
comment on column governance.events.external_id is 'Its identity in the service that the calendar is a copy of.';
comment on column governance.events.created_at is 'When the row was made.';
comment on column governance.events.updated_at is 'When the row was last changed.';

create trigger events_set_updated_at before update on governance.events
  for each row execute function governance.set_updated_at();

alter table governance.events enable row level security;
alter table governance.events force row level security;
create policy events_select on governance.events for select
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_read_every_tenant()));
create policy events_insert on governance.events for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy events_update on governance.events for update
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
create policy events_delete on governance.events for delete
  using ((tenant_id = (select governance.current_tenant_id()) and user_id = (select governance.current_user_id()))
         or (select governance.may_write_every_tenant()));
