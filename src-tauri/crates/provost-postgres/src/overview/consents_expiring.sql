-- How many consents are in force, how many of them end within 30 days, and how many have ended?
select counted.kind, '' as label, counted.value::float8 as value
from
    (
        select
            pg_catalog.count(*) filter (where consent.expires_at is null or consent.expires_at > pg_catalog.now()) as given,
            pg_catalog.count(*) filter (where consent.expires_at > pg_catalog.now()
                and consent.expires_at <= pg_catalog.now() + interval '7 days') as week,
            pg_catalog.count(*) filter (where consent.expires_at > pg_catalog.now() + interval '7 days'
                and consent.expires_at <= pg_catalog.now() + interval '30 days') as month,
            pg_catalog.count(*) filter (where consent.expires_at <= pg_catalog.now()) as expired
        from governance.ai_data_consent as consent
        where consent.consent_given
    ) as counts,
    lateral (values ('given', counts.given), ('week', counts.week), ('month', counts.month), ('expired', counts.expired))
        as counted (kind, value)
