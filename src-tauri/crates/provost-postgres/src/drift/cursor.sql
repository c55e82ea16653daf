-- What are the values of a query of the person's own, each in a form that drift can be reckoned from?
-- Only what gives rows and writes nothing can stand in a cursor, and the driver sends one statement only.
declare drift_values no scroll cursor for select /* columns */ from (
/* query */
) as asked /* names */
