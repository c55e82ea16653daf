-- Notes that a migration was applied.
insert into governance.pack_migrations (version, name, checksum, milliseconds, adopted, applied_by)
values ($1, $2, $3, $4, $5, session_user)
