-- One tenant with people and models to point at.
insert into governance.tenants (id, name) values (md5('tenant')::uuid, 'Benchmark');
insert into governance.users (id, tenant_id, email, username, status)
select md5('user ' || n)::uuid, md5('tenant')::uuid, 'user' || n || '@example.org', 'user' || n, 'active'
from generate_series(1, 1000) as n;
insert into governance.ai_models (id, tenant_id, name, version, model_type, provider, model_id)
select md5('model ' || n)::uuid, md5('tenant')::uuid, 'model ' || n, '1', 'classification', 'custom', 'model-' || n
from generate_series(1, 100) as n;
