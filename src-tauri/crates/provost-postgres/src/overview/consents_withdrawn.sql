-- How many consents were withdrawn in the last 30 days, by purpose, how many earlier, and how many are there?
(
    select 'purpose' as kind, consent.purpose as label, pg_catalog.count(*)::float8 as value
    from governance.ai_data_consent as consent
    where consent.withdrawn_at > pg_catalog.now() - interval '30 days' and consent.withdrawn_at <= pg_catalog.now()
    group by consent.purpose
    order by consent.purpose
)
union all
select 'earlier', '', pg_catalog.count(*)::float8
from governance.ai_data_consent as consent
where consent.withdrawn_at <= pg_catalog.now() - interval '30 days'
union all
select 'all', '', pg_catalog.count(*)::float8 from governance.ai_data_consent as consent
