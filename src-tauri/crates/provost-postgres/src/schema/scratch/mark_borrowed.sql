-- Notes why a role ("$1") is there.
comment on role "$1" is 'Provost made it for a scratch database'
