-- Takes back: the same measurement has the same identity.

drop function governance.metric_id(uuid, text, text, uuid, uuid, uuid, jsonb, timestamptz);
