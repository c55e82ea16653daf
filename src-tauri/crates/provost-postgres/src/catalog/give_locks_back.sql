-- Gives back the locks that were taken since the mark.
rollback to savepoint locks
