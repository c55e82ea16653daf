-- In which form is the password of each login role stored? The stored form itself stays on the server.
select
  a.rolname::text as role,
  case
    when a.rolpassword is null then 'none'
    when a.rolpassword ~ '^SCRAM-SHA-256\$' then 'scram-sha-256'
    when a.rolpassword ~ '^md5[0-9a-f]{32}$' then 'md5'
    else 'unknown'
  end as kind
from pg_catalog.pg_authid a
where a.rolcanlogin
