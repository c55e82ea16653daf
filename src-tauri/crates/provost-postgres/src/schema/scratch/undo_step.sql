-- Goes back to the mark.
rollback to savepoint provost_step
