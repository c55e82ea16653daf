-- Which of them come next?
fetch forward 10000 from mlflow_metrics
