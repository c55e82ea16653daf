-- How is the server configured? A value that could hold a secret is replaced before it leaves the server. What a session
-- of ours set for itself is shown as the value that a new session would start with.
select
  s.name,
  case
    when e.value ~ '^(on|off|true|false|-?[0-9.]+)?$' then e.value
    when (s.name like '%.%' and s.name ~* '(pass|secret|token|key|cred|salt)')
      or e.value ~* '(pass(word|wd|phrase)?|secret|token|api_?key|credential)\s*[=:]' or e.value ~ '://[^/@]*:[^/@]*@'
    then '(left out)' else e.value
  end as value,
  s.unit,
  s.source,
  s.context,
  s.pending_restart
from pg_catalog.pg_settings s
cross join lateral (
  select coalesce(case when s.source in ('session', 'client') then s.reset_val else s.setting end, '') as value
) e
