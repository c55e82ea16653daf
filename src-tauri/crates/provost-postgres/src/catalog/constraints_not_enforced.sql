-- Which constraints are NOT ENFORCED? (PostgreSQL 18 and later)
select k.oid::int8 as id from pg_catalog.pg_constraint k where not k.conenforced
