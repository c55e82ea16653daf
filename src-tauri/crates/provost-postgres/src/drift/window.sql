-- Which rows of a table are of a window of time?
select asked.* from /* table */ as asked where /* conditions */
