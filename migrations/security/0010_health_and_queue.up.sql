-- Numbers about security and connections, and the queue of work for signing in.

create table governance.security_metrics (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  measured_at timestamptz not null default pg_catalog.now(),
  metric_name text not null,
  metric_value double precision not null,
  metric_unit text not null,
  target_value double precision,
  direction text not null default 'lower_is_better',
  window_start timestamptz,
  window_end timestamptz,
  source text not null,
  dimensions jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  constraint security_metrics_pkey primary key (id, measured_at),
  constraint security_metrics_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint security_metrics_metric_name_format check (metric_name ~ '^[a-z][a-z0-9_]*([.][a-z0-9_]+)*$'),
  constraint security_metrics_metric_value_finite check (metric_value not in ('NaN', 'Infinity', '-Infinity')),
  constraint security_metrics_metric_unit_not_blank check (
    pg_catalog.btrim(metric_unit) <> '' and pg_catalog.length(metric_unit) <= 50),
  constraint security_metrics_target_value_finite check (target_value not in ('NaN', 'Infinity', '-Infinity')),
  constraint security_metrics_direction_known check (direction in ('higher_is_better', 'lower_is_better')),
  constraint security_metrics_window_is_whole check ((window_start is null) = (window_end is null)),
  constraint security_metrics_ends_after_start check (window_end > window_start),
  constraint security_metrics_source_not_blank check (pg_catalog.btrim(source) <> ''),
  constraint security_metrics_dimensions_is_object check (pg_catalog.jsonb_typeof(dimensions) = 'object'),
  constraint security_metrics_not_from_future check (measured_at <= created_at + interval '10 minutes')
) partition by range (measured_at);
create index security_metrics_name on governance.security_metrics (tenant_id, metric_name, measured_at);

comment on table governance.security_metrics is
  'Numbers about security over time, with their targets: how fast incidents are contained, how many people use a second factor. Append-only, in months; everybody of the tenant may read it.';
comment on column governance.security_metrics.id is 'Its identity.';
comment on column governance.security_metrics.tenant_id is 'The tenant that it belongs to.';
comment on column governance.security_metrics.measured_at is 'When it was measured.';
comment on column governance.security_metrics.metric_name is 'What was measured, like incident.mean_time_to_contain.';
comment on column governance.security_metrics.metric_value is 'The number; DECIMAL(10,4) as in seed 000 would overflow.';
comment on column governance.security_metrics.metric_unit is 'Its unit.';
comment on column governance.security_metrics.target_value is 'What it should be.';
comment on column governance.security_metrics.direction is 'On which side of the target is good.';
comment on column governance.security_metrics.window_start is 'From when the time runs that it was measured over.';
comment on column governance.security_metrics.window_end is 'Until when that time runs.';
comment on column governance.security_metrics.source is 'What measured it.';
comment on column governance.security_metrics.dimensions is 'Of which part of the whole, key to value.';
comment on column governance.security_metrics.created_at is 'When the row was written, by the clock of the server.';

create trigger security_metrics_append_only before update or delete on governance.security_metrics
  for each row execute function governance.refuse_change();
create trigger security_metrics_keep_whole before truncate on governance.security_metrics
  for each statement execute function governance.refuse_change();

alter table governance.security_metrics enable row level security;
alter table governance.security_metrics force row level security;
create policy security_metrics_select on governance.security_metrics for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()));
create policy security_metrics_insert on governance.security_metrics for insert
  with check (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.security_metrics', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;

create table governance.connection_health_metrics (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  measured_at timestamptz not null default pg_catalog.now(),
  component text not null,
  connection_kind text not null,
  endpoint text,
  is_healthy boolean not null,
  is_encrypted boolean,
  connections_open integer,
  connections_idle integer,
  connections_waiting integer,
  connections_limit integer,
  latency_p50_ms double precision,
  latency_p95_ms double precision,
  requests bigint not null default 0,
  errors bigint not null default 0,
  last_error text,
  created_at timestamptz not null default pg_catalog.now(),
  constraint connection_health_metrics_pkey primary key (id, measured_at),
  constraint connection_health_metrics_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint connection_health_metrics_component_not_blank check (
    pg_catalog.btrim(component) <> '' and pg_catalog.length(component) <= 200),
  constraint connection_health_metrics_connection_kind_known check (
    connection_kind in ('database', 'pooler', 'cache', 'queue', 'http', 'websocket', 'model')),
  constraint connection_health_metrics_endpoint_has_no_password check (endpoint !~ '://[^/@]*:[^/@]*@'),
  constraint connection_health_metrics_connections_open_not_negative check (connections_open >= 0),
  constraint connection_health_metrics_idle_within_open check (connections_idle between 0 and connections_open),
  constraint connection_health_metrics_connections_waiting_not_negative check (connections_waiting >= 0),
  constraint connection_health_metrics_open_within_limit check (connections_open <= connections_limit),
  constraint connection_health_metrics_latency_in_order check (
    latency_p50_ms >= 0 and latency_p95_ms >= latency_p50_ms and latency_p95_ms < 'Infinity'),
  constraint connection_health_metrics_errors_within_requests check (errors between 0 and requests),
  constraint connection_health_metrics_last_error_not_blank check (pg_catalog.btrim(last_error) <> ''),
  constraint connection_health_metrics_not_from_future check (measured_at <= created_at + interval '10 minutes')
) partition by range (measured_at);
create index connection_health_metrics_component on governance.connection_health_metrics (tenant_id, component, measured_at);

comment on table governance.connection_health_metrics is
  'How well connections do, part by part: how many, how slow, how often in error. Append-only, in months; everybody of the tenant may read it.';
comment on column governance.connection_health_metrics.id is 'Its identity.';
comment on column governance.connection_health_metrics.tenant_id is 'The tenant that it belongs to.';
comment on column governance.connection_health_metrics.measured_at is 'When it was measured.';
comment on column governance.connection_health_metrics.component is 'Which part of the system.';
comment on column governance.connection_health_metrics.connection_kind is 'What it connects to.';
comment on column governance.connection_health_metrics.endpoint is 'Which end it connects to, without user and password.';
comment on column governance.connection_health_metrics.is_healthy is 'Whether it answered as it should.';
comment on column governance.connection_health_metrics.is_encrypted is 'Whether the connection is encrypted.';
comment on column governance.connection_health_metrics.connections_open is 'How many connections are open.';
comment on column governance.connection_health_metrics.connections_idle is 'How many of them do nothing.';
comment on column governance.connection_health_metrics.connections_waiting is 'How many callers wait for one.';
comment on column governance.connection_health_metrics.connections_limit is 'How many there can be.';
comment on column governance.connection_health_metrics.latency_p50_ms is 'The median of the answer times, in milliseconds.';
comment on column governance.connection_health_metrics.latency_p95_ms is
  'What 95 of 100 answers keep below, in milliseconds.';
comment on column governance.connection_health_metrics.requests is
  'How many requests there were since the last measurement.';
comment on column governance.connection_health_metrics.errors is 'How many of them failed.';
comment on column governance.connection_health_metrics.last_error is 'What the last of them said.';
comment on column governance.connection_health_metrics.created_at is 'When the row was written, by the clock of the server.';

create trigger connection_health_metrics_append_only before update or delete on governance.connection_health_metrics
  for each row execute function governance.refuse_change();
create trigger connection_health_metrics_keep_whole before truncate on governance.connection_health_metrics
  for each statement execute function governance.refuse_change();

alter table governance.connection_health_metrics enable row level security;
alter table governance.connection_health_metrics force row level security;
create policy connection_health_metrics_select on governance.connection_health_metrics for select
  using (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_read_every_tenant()));
create policy connection_health_metrics_insert on governance.connection_health_metrics for insert
  with check (tenant_id = (select governance.current_tenant_id())
         or (select governance.may_write_every_tenant()));
do $do$
begin
  perform governance.make_partitions('governance.connection_health_metrics', today, today + 62)
  from (select (pg_catalog.now() at time zone 'UTC')::date as today) as now;
end
$do$;

create table governance.auth_queue_operations (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  user_id uuid,
  operation text not null,
  payload jsonb not null default '{}',
  dedup_key text not null,
  state text not null default 'queued',
  priority smallint not null default 5,
  attempts smallint not null default 0,
  max_attempts smallint not null default 5,
  next_attempt_at timestamptz not null default pg_catalog.now(),
  leased_by text,
  leased_until timestamptz,
  last_error text,
  finished_at timestamptz,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint auth_queue_operations_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint auth_queue_operations_user_fk foreign key (tenant_id, user_id) references governance.users (tenant_id, id)
    on delete cascade,
  constraint auth_queue_operations_operation_known check (
    operation in ('send_code', 'send_warning', 'end_sessions', 'rotate_token', 'verify_attestation',
    'sync_directory', 'purge_expired')),
  constraint auth_queue_operations_payload_is_object check (pg_catalog.jsonb_typeof(payload) = 'object'),
  constraint auth_queue_operations_dedup_key_not_blank check (
    pg_catalog.btrim(dedup_key) <> '' and pg_catalog.length(dedup_key) <= 200),
  constraint auth_queue_operations_state_known check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  constraint auth_queue_operations_priority_range check (priority between 0 and 9),
  constraint auth_queue_operations_attempts_not_negative check (attempts >= 0),
  constraint auth_queue_operations_max_attempts_range check (max_attempts between 1 and 100),
  constraint auth_queue_operations_attempts_within_limit check (attempts <= max_attempts),
  constraint auth_queue_operations_leased_by_not_blank check (pg_catalog.btrim(leased_by) <> ''),
  constraint auth_queue_operations_lease_is_whole check ((leased_by is null) = (leased_until is null)),
  constraint auth_queue_operations_running_has_lease check ((state = 'running') = (leased_until is not null)),
  constraint auth_queue_operations_last_error_not_blank check (pg_catalog.btrim(last_error) <> ''),
  constraint auth_queue_operations_finished_has_time check (
    (state in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint auth_queue_operations_finished_after_creation check (finished_at >= created_at)
);
create index auth_queue_operations_user on governance.auth_queue_operations (tenant_id, user_id);
create unique index auth_queue_operations_one_open on governance.auth_queue_operations (tenant_id, dedup_key)
  where state in ('queued', 'running');
create index auth_queue_operations_waiting on governance.auth_queue_operations (priority, next_attempt_at)
  where state = 'queued';
create index auth_queue_operations_leased on governance.auth_queue_operations (leased_until) where state = 'running';

comment on table governance.auth_queue_operations is
  'What is to be done for signing in that need not be done at once: codes to send, sessions to end. Workers take rows with FOR UPDATE SKIP LOCKED and give them back when their lease runs out. The payload never holds a code or secret.';
comment on column governance.auth_queue_operations.id is 'Its identity.';
comment on column governance.auth_queue_operations.tenant_id is 'The tenant that it belongs to.';
comment on column governance.auth_queue_operations.user_id is
  'For whom it is done, and for nobody else; it goes with the person.';
comment on column governance.auth_queue_operations.operation is 'What is to be done.';
comment on column governance.auth_queue_operations.payload is 'What the worker must know for it, ids only.';
comment on column governance.auth_queue_operations.dedup_key is
  'What makes it the same as another: of the same key only one is open at a time.';
comment on column governance.auth_queue_operations.state is 'How far it is.';
comment on column governance.auth_queue_operations.priority is '0 is done first, 9 last.';
comment on column governance.auth_queue_operations.attempts is 'How often it was tried.';
comment on column governance.auth_queue_operations.max_attempts is 'How often at most.';
comment on column governance.auth_queue_operations.next_attempt_at is
  'Not before this time; each failure moves it further off.';
comment on column governance.auth_queue_operations.leased_by is 'Which worker has it.';
comment on column governance.auth_queue_operations.leased_until is 'Until when; then another may take it.';
comment on column governance.auth_queue_operations.last_error is 'What went wrong the last time.';
comment on column governance.auth_queue_operations.finished_at is 'When it was done, given up or cancelled.';
comment on column governance.auth_queue_operations.created_at is 'When the row was made.';
comment on column governance.auth_queue_operations.updated_at is 'When the row was last changed.';

create trigger auth_queue_operations_set_updated_at before update on governance.auth_queue_operations
  for each row execute function governance.set_updated_at();
create trigger auth_queue_operations_fixed before update on governance.auth_queue_operations
  for each row when ((old.operation, old.dedup_key) is distinct from
    (new.operation, new.dedup_key))
  execute function governance.refuse_exchange();

alter table governance.auth_queue_operations enable row level security;
alter table governance.auth_queue_operations force row level security;
create policy auth_queue_operations_select on governance.auth_queue_operations for select
  using ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_read_every_tenant()));
create policy auth_queue_operations_insert on governance.auth_queue_operations for insert
  with check ((tenant_id = (select governance.current_tenant_id())
             and (user_id = (select governance.current_user_id()) or (select governance.is_tenant_admin())))
         or (select governance.may_write_every_tenant()));
create policy auth_queue_operations_update on governance.auth_queue_operations for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy auth_queue_operations_delete on governance.auth_queue_operations for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
