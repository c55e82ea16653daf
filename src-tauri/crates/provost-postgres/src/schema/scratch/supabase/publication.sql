-- Makes the publication to which the tables are added whose changes clients hear of.
create publication supabase_realtime
