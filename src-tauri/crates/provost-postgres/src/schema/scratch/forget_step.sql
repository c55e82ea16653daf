-- Keeps what came after the mark.
release savepoint provost_step
