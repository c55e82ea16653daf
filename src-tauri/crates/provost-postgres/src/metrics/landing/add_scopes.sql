-- Takes what the rows of a file were measured of.
insert into pg_temp.provost_metric_scopes (scope, model, version, deployment, agent)
select given.scope, given.model, given.version, given.deployment, given.agent
from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[])
    as given (scope, model, version, deployment, agent)
