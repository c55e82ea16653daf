-- Begins what may write, however the role's defaults stand.
begin transaction isolation level read committed, read write
