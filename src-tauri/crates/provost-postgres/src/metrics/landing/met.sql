-- Do two names of a file mean the same thing?
select exists (select from pg_temp.provost_metric_scopes as scope where scope.same <> scope.scope) as met
