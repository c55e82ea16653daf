create schema seed;
-- The four big tables as seed 000 has them, with its indexes outside of CREATE TABLE, where PostgreSQL takes them.
create table seed.ai_data_lineage (
  id uuid primary key default gen_random_uuid(),
  source_table text not null, source_record_id uuid not null, target_table text not null, target_record_id uuid not null,
  transformation_type text not null, transformation_details jsonb, data_hash text not null,
  created_at timestamptz default now()
);
create index on seed.ai_data_lineage (source_table, source_record_id);
create index on seed.ai_data_lineage (target_table, target_record_id);
create index on seed.ai_data_lineage (transformation_type);

create table seed.ai_data_consent (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null, data_type text not null, consent_given boolean not null, consent_details jsonb,
  granted_at timestamptz default now(), expires_at timestamptz
);
create index on seed.ai_data_consent (user_id);
create index on seed.ai_data_consent (data_type);
create index on seed.ai_data_consent (expires_at);

create table seed.ai_performance_metrics (
  id uuid primary key default gen_random_uuid(),
  agent_id uuid, model_id uuid, metric_type text not null, metric_value decimal(10, 4) not null, metric_unit text,
  context jsonb, recorded_at timestamptz default now()
);
create index on seed.ai_performance_metrics (agent_id);
create index on seed.ai_performance_metrics (model_id);
create index on seed.ai_performance_metrics (metric_type);
create index on seed.ai_performance_metrics (recorded_at);

create table seed.ai_access_log (
  id uuid primary key default gen_random_uuid(),
  user_id uuid, agent_id uuid, action text not null, resource_type text not null, resource_id uuid not null,
  access_details jsonb, ip_address inet, user_agent text, accessed_at timestamptz default now()
);
create index on seed.ai_access_log (user_id);
create index on seed.ai_access_log (agent_id);
create index on seed.ai_access_log (action);
create index on seed.ai_access_log (accessed_at);
