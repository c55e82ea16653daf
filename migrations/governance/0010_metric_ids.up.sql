-- The same measurement has the same identity, so that a file that is read twice adds nothing the second time.
-- needs: identity/0002

create function governance.metric_key(tenant uuid, type text, unit text, model uuid, agent uuid, deployment uuid, context jsonb)
returns bytea
language sql stable parallel safe
return pg_catalog.substr(pg_catalog.sha256(pg_catalog.convert_to(
  row(tenant, type, unit, model, agent, deployment, context)::text, 'UTF8')), 1, 8);
comment on function governance.metric_key(uuid, text, text, uuid, uuid, uuid, jsonb) is
  'What was measured, and of what: the first 64 bits of a SHA-256 of all that says it. Values of many moments have it in common, so that it is reckoned once for them.';

create function governance.metric_id(key bytea, recorded_at timestamptz) returns uuid
language sql stable parallel safe
return pg_catalog.encode(pg_catalog.timestamptz_send(recorded_at) || key, 'hex')::uuid;
comment on function governance.metric_id(bytea, timestamptz) is
  'The identity of a measurement: 64 bits of its time in microseconds since 2000, then what metric_key() gives, but not the value. Who brings values over gives them this id, in the order of time, with ON CONFLICT (tenant_id, id, recorded_at) DO NOTHING: the primary key then holds doubles off, without an index of its own, and neighbours in time stay neighbours in it.';
