-- The same measurement has the same identity, so that a file that is read twice adds nothing the second time.
-- needs: identity/0002

create function governance.metric_id(tenant uuid, type text, unit text, model uuid, agent uuid, deployment uuid, context jsonb,
                                     recorded_at timestamptz) returns uuid
language sql stable parallel safe
return (pg_catalog.lpad(pg_catalog.to_hex((extract(epoch from recorded_at) * 1000)::bigint & 281474976710655), 12, '0')
        || pg_catalog.substr(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
             row(tenant, type, unit, model, agent, deployment, context, extract(epoch from recorded_at))::text, 'UTF8')), 'hex'),
           1, 20))::uuid;
comment on function governance.metric_id(uuid, text, text, uuid, uuid, uuid, jsonb, timestamptz) is
  'The identity of a measurement: 48 bits of its time in milliseconds, then 80 bits of a SHA-256 of all that says what was measured, but not the value. Who brings values over gives them this id, in the order of time, with ON CONFLICT (id, recorded_at) DO NOTHING: the primary key then holds doubles off, without an index of its own, and neighbours in time stay neighbours in it.';
