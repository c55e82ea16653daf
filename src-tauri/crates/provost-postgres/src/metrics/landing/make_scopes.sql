-- What the rows of a file were measured of, by name and, once they are looked up, by identity.
create temporary table provost_metric_scopes (
    scope integer not null,
    model text,
    version text,
    deployment text,
    agent text,
    model_id uuid,
    deployment_id uuid,
    agent_id uuid,
    same integer,
    fault text,
    candidates bigint
) on commit drop
