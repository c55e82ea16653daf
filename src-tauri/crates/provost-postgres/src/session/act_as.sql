-- Sets who acts until this transaction ends: $1 for the setting that the packs ask, $2 for where auth.uid() is asked.
select pg_catalog.set_config('provost.user_id', $1, true), pg_catalog.set_config('request.jwt.claims', $2, true)
