-- Acts as the role of the connection again.
set session authorization default
