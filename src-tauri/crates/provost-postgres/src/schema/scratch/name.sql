-- What shall a scratch database be called? The name tells when it was made, so that a forgotten one is known.
select
    'scratch_'
    || pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()), 'YYYYMMDDHH24MISS')
    || '_'
    || pg_catalog.substr(pg_catalog.md5(pg_catalog.gen_random_uuid()::text), 1, 12)
