-- Lets this transaction put a collation where those of the operating system stand.
set local allow_system_table_mods = on
