-- Lets the role of this session search from now on where a role of Supabase does.
alter role current_user set search_path = '$user', public, extensions
