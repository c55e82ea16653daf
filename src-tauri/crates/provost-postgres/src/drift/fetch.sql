-- What are the next rows of it?
fetch forward 10000 from drift_values
