-- Begins what only reads: one consistent picture, and no write however the role's defaults stand.
begin transaction isolation level repeatable read, read only
