-- Which database was asked, by whom, and what does the server say it is?
select pg_catalog.current_database(), current_user, pg_catalog.version()
