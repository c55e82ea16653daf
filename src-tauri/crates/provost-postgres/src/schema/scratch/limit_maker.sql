-- Limits what the role ("$1") may spill to the disk; only a superuser can take that back.
alter role "$1" set temp_file_limit = '1GB'
