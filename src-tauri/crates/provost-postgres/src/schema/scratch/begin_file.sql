-- Begins a file as a new session would.
reset all
