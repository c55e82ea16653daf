-- That was all of these runs.
close mlflow_metrics
