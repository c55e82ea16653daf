-- Does the database keep text in no encoding, so that it must be sent as the bytes that it is? Settles it for this transaction.
select pg_catalog.set_config('client_encoding', 'SQL_ASCII', true) as encoding
where pg_catalog.current_setting('server_encoding') = 'SQL_ASCII'
