-- Which server answers, as which role, and what may that role read?
select
  pg_catalog.now() as taken_at,
  pg_catalog.current_setting('server_version') as version,
  pg_catalog.current_setting('server_version_num')::int4 as version_number,
  pg_catalog.current_setting('track_counts')::bool as counts_use,
  r.rolname::text as role,
  r.rolsuper as superuser,
  pg_catalog.pg_has_role(r.oid, 'pg_read_all_settings', 'USAGE') as reads_all_settings,
  pg_catalog.pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE') as reads_all_statistics,
  pg_catalog.pg_is_in_recovery() as in_recovery,
  pg_catalog.pg_postmaster_start_time() as started_at,
  coalesce((select s.ssl from pg_catalog.pg_stat_ssl s where s.pid = pg_catalog.pg_backend_pid()), false) as tls,
  pg_catalog.has_database_privilege(r.oid, pg_catalog.current_database(), 'CONNECT') as may_measure_database,
  pg_catalog.has_function_privilege(r.oid, 'pg_catalog.pg_control_system()', 'EXECUTE') as may_read_control_file,
  pg_catalog.has_table_privilege(r.oid, 'pg_catalog.pg_hba_file_rules', 'SELECT')
    and pg_catalog.has_function_privilege(r.oid, 'pg_catalog.pg_hba_file_rules()', 'EXECUTE') as may_read_hba,
  pg_catalog.has_column_privilege(r.oid, 'pg_catalog.pg_authid', 'rolpassword', 'SELECT')
    and pg_catalog.has_column_privilege(r.oid, 'pg_catalog.pg_authid', 'rolname', 'SELECT')
    and pg_catalog.has_column_privilege(r.oid, 'pg_catalog.pg_authid', 'rolcanlogin', 'SELECT') as may_read_passwords,
  pg_catalog.has_column_privilege(r.oid, 'pg_catalog.pg_subscription', 'subpublications', 'SELECT') as may_read_subscriptions,
  pg_catalog.has_table_privilege(r.oid, 'pg_catalog.pg_stat_archiver', 'SELECT') as may_read_archiver
from pg_catalog.pg_roles r
where r.rolname = current_user
