-- Which consents were withdrawn in the last 30 days, the latest first? People are named by their pseudonym.
select
    consent.subject_key::text as "Subject key",
    consent.purpose as "Purpose",
    consent.data_type as "Data",
    pg_catalog.to_char(consent.granted_at at time zone 'UTC', 'YYYY-MM-DD') as "Given (UTC)",
    pg_catalog.to_char(consent.withdrawn_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "Withdrawn (UTC)"
from governance.ai_data_consent as consent
where consent.withdrawn_at > pg_catalog.now() - interval '30 days' and consent.withdrawn_at <= pg_catalog.now()
order by consent.withdrawn_at desc, consent.id
