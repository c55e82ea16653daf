-- Which consents that are in force end within 30 days, the first to end first? People are named by their pseudonym.
select
    consent.subject_key::text as "Subject key",
    consent.purpose as "Purpose",
    consent.data_type as "Data",
    pg_catalog.to_char(consent.granted_at at time zone 'UTC', 'YYYY-MM-DD') as "Given (UTC)",
    pg_catalog.to_char(consent.expires_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Ends (UTC)"
from governance.ai_data_consent as consent
where consent.consent_given
    and consent.expires_at > pg_catalog.now()
    and consent.expires_at <= pg_catalog.now() + interval '30 days'
order by consent.expires_at, consent.id
