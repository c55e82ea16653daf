-- Sets who acts until this transaction ends: $1 for the setting that the packs ask, and where auth.uid() looks: on Supabase for the claims ($2) or, before, their subject; in the demonstration for request.user_id.
select
    pg_catalog.set_config('provost.user_id', $1, true),
    pg_catalog.set_config('request.jwt.claims', $2, true),
    pg_catalog.set_config('request.jwt.claim.sub', $1, true),
    pg_catalog.set_config('request.user_id', $1, true)
