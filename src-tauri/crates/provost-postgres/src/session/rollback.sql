-- Ends the transaction and keeps nothing of it.
rollback
