-- Tells the scripts of this transaction the seed ($1) and the day ($2) on which the company's year ends.
select
    pg_catalog.set_config('provost.sample_seed', $1, true),
    pg_catalog.set_config('provost.sample_day', $2, true)
