-- Marks the moment from which locks are given back.
savepoint locks
