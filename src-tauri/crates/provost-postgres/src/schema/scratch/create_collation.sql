-- Makes a collation ("$1") that can be named and sorts as C does, in place of one that this machine does not have.
create collation pg_catalog."$1" (provider = libc, locale = 'C')
