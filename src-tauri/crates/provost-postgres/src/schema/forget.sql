-- Forgets a migration that was taken back.
delete from governance.pack_migrations where version = $1
