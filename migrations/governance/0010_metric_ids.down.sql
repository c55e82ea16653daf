-- Takes back: the same measurement has the same identity.

drop function governance.metric_id(bytea, timestamptz);
drop function governance.metric_key(uuid, text, text, uuid, uuid, uuid, jsonb);
