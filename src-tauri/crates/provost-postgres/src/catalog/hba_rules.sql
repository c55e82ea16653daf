-- What does pg_hba.conf say? Options that hold a secret are replaced before they leave the server.
select
  h.line_number as line,
  coalesce(h.type, '') as kind,
  coalesce(h.database, '{}') as databases,
  coalesce(h.user_name, '{}') as users,
  h.address,
  h.netmask,
  coalesce(h.auth_method, '') as method,
  array(
    select case when o.entry ~* '^[^=]*(pass|secret)' then pg_catalog.split_part(o.entry, '=', 1) || '=(left out)' else o.entry end
    from pg_catalog.unnest(h.options) with ordinality o(entry, place) order by o.place
  ) as options,
  h.error
from pg_catalog.pg_hba_file_rules h
