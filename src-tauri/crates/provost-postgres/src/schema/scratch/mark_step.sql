-- Marks a place in a transaction of somebody else's SQL to which a refused statement goes back.
savepoint provost_step
