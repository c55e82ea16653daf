-- Ends the transaction and keeps what it wrote.
commit
