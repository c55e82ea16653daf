-- Takes back: the events of consent, and where it stands.

drop function governance.check_consent_events(uuid);
drop function governance.consent_event_hash(governance.ai_data_consent_events);
drop table governance.ai_data_consent_events;
drop function governance.keep_consent();
drop table governance.ai_data_consent;
drop function governance.keep_recorded_at();
drop function governance.hash_field(timestamptz);
drop function governance.hash_field(text);
