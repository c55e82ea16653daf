-- Embeddings of any dimension, with an index for each of the usual ones.
-- extension: vector 0.7

create table governance.ai_embedding_models (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid,
  name text not null,
  dimensions integer not null,
  distance text not null default 'cosine',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_embedding_models_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_embedding_models_model_fk foreign key (tenant_id, model_id) references governance.ai_models (tenant_id, id)
    on delete restrict,
  constraint ai_embedding_models_name_unique unique (tenant_id, name),
  constraint ai_embedding_models_dimensions_unique unique (tenant_id, id, dimensions),
  constraint ai_embedding_models_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint ai_embedding_models_dimensions_possible check (dimensions between 1 and 16000),
  constraint ai_embedding_models_distance_known check (distance in ('cosine', 'l2', 'inner_product'))
);
create index ai_embedding_models_model on governance.ai_embedding_models (tenant_id, model_id);
comment on table governance.ai_embedding_models is
  'What makes embeddings, and of which dimension. Seed 000 has one dimension, 1536, in the type of the column: no other model''s embeddings fit. Everybody of the tenant reads, administrators write.';
comment on column governance.ai_embedding_models.id is 'Its identity.';
comment on column governance.ai_embedding_models.tenant_id is 'To whom it belongs.';
comment on column governance.ai_embedding_models.model_id is
  'Its row in the registry, if it has one, which then cannot be deleted: embeddings of different models are not comparable, so what made them must stay known.';
comment on column governance.ai_embedding_models.name is 'What it is called, with its version: another version makes other embeddings.';
comment on column governance.ai_embedding_models.dimensions is
  'How many numbers an embedding has. Cannot change while there are embeddings. Up to 2,000 an index can hold them as vector, up to 4,000 as halfvec.';
comment on column governance.ai_embedding_models.distance is
  'How near is measured: cosine, l2 or inner_product. The indexes of ai_embeddings are for cosine; for vectors of length one inner_product gives the same order.';
comment on column governance.ai_embedding_models.created_at is 'When the row was made.';
comment on column governance.ai_embedding_models.updated_at is 'When the row was last changed.';
create trigger ai_embedding_models_set_updated_at before update on governance.ai_embedding_models
  for each row execute function governance.set_updated_at();

alter table governance.ai_embedding_models enable row level security;
alter table governance.ai_embedding_models force row level security;
create policy ai_embedding_models_select on governance.ai_embedding_models for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_embedding_models_insert on governance.ai_embedding_models for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
              or (select governance.may_write_every_tenant()));
create policy ai_embedding_models_update on governance.ai_embedding_models for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_embedding_models_delete on governance.ai_embedding_models for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.ai_embeddings (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  embedding_model_id uuid not null,
  dimensions integer not null,
  agent_id uuid,
  content_type text not null,
  content_hash text not null,
  source_table text,
  source_record_id uuid,
  embedding vector not null,
  metadata jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_embeddings_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_embeddings_embedding_model_fk foreign key (tenant_id, embedding_model_id, dimensions)
    references governance.ai_embedding_models (tenant_id, id, dimensions) on delete restrict,
  constraint ai_embeddings_agent_fk foreign key (tenant_id, agent_id) references governance.ai_agents (tenant_id, id)
    on delete cascade,
  constraint ai_embeddings_content_unique unique nulls not distinct
    (tenant_id, embedding_model_id, dimensions, content_hash, agent_id),
  constraint ai_embeddings_content_type_known check (content_type in ('text', 'image', 'audio', 'video')),
  constraint ai_embeddings_content_hash_is_sha256 check (content_hash ~ '^[0-9a-f]{64}$'),
  constraint ai_embeddings_source_table_not_blank check (pg_catalog.btrim(source_table) <> ''),
  constraint ai_embeddings_source_is_whole check ((source_table is null) = (source_record_id is null)),
  constraint ai_embeddings_dimension check (vector_dims(embedding) = dimensions),
  constraint ai_embeddings_metadata_is_object check (pg_catalog.jsonb_typeof(metadata) = 'object')
);
create index ai_embeddings_agent on governance.ai_embeddings (tenant_id, agent_id);
create index ai_embeddings_content_hash on governance.ai_embeddings (content_hash);
create index ai_embeddings_source on governance.ai_embeddings (tenant_id, source_table, source_record_id)
  where source_record_id is not null;
create index ai_embeddings_nearest_384 on governance.ai_embeddings
  using hnsw ((embedding::vector(384)) vector_cosine_ops) with (m = 16, ef_construction = 64) where dimensions = 384;
create index ai_embeddings_nearest_768 on governance.ai_embeddings
  using hnsw ((embedding::vector(768)) vector_cosine_ops) with (m = 16, ef_construction = 64) where dimensions = 768;
create index ai_embeddings_nearest_1024 on governance.ai_embeddings
  using hnsw ((embedding::vector(1024)) vector_cosine_ops) with (m = 16, ef_construction = 64) where dimensions = 1024;
create index ai_embeddings_nearest_1536 on governance.ai_embeddings
  using hnsw ((embedding::vector(1536)) vector_cosine_ops) with (m = 16, ef_construction = 64) where dimensions = 1536;
create index ai_embeddings_nearest_3072 on governance.ai_embeddings
  using hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops) with (m = 16, ef_construction = 64) where dimensions = 3072;
comment on table governance.ai_embeddings is
  'Embeddings, each of the dimension of what made it. To search, with the literals of the index and in one transaction: set local hnsw.iterative_scan = relaxed_order; select … where dimensions = 384 and embedding_model_id = $1 order by embedding::vector(384) <=> $2 limit 10. Without iterative_scan the index may find nothing of a tenant that has a small share of the rows. An agent''s embeddings are seen by its person alone, as its memories are, for text can be guessed back from them; administrators see those of an agent that nobody answers for, and the whole tenant those of no agent.';
comment on column governance.ai_embeddings.id is 'Its identity.';
comment on column governance.ai_embeddings.tenant_id is 'To whom it belongs.';
comment on column governance.ai_embeddings.embedding_model_id is 'What made it; only embeddings of the same are comparable. It cannot be deleted while it has embeddings.';
comment on column governance.ai_embeddings.dimensions is
  'How many numbers it has: as many as the embedding model says (the foreign key) and as many as there are (the check).';
comment on column governance.ai_embeddings.agent_id is
  'For which agent; its embeddings go with it, as in the seed, for they are derived from what it read. Null: for everybody of the tenant.';
comment on column governance.ai_embeddings.content_type is 'What was embedded: text, image, audio or video.';
comment on column governance.ai_embeddings.content_hash is
  'SHA-256 of the original, in hexadecimal. The same content is embedded once for a model and an agent; across agents the constraint would tell one what another has read.';
comment on column governance.ai_embeddings.source_table is 'In which table the original is, so that what is erased there can be erased here.';
comment on column governance.ai_embeddings.source_record_id is 'In which row of it.';
comment on column governance.ai_embeddings.embedding is 'The vector. Its type has no dimension; the check has, and so has each index.';
comment on column governance.ai_embeddings.metadata is 'Whatever else is known: position in the original, language.';
comment on column governance.ai_embeddings.created_at is 'When the row was made.';
comment on column governance.ai_embeddings.updated_at is 'When the row was last changed.';
create trigger ai_embeddings_set_updated_at before update on governance.ai_embeddings
  for each row execute function governance.set_updated_at();

alter table governance.ai_embeddings enable row level security;
alter table governance.ai_embeddings force row level security;
create policy ai_embeddings_select on governance.ai_embeddings for select
  using ((tenant_id = (select governance.current_tenant_id())
          and (agent_id is null
               or agent_id in (select agent.id from governance.ai_agents as agent
                           where agent.user_id = (select governance.current_user_id())
                              or (agent.user_id is null and (select governance.is_tenant_admin())))))
         or (select governance.may_read_every_tenant()));
create policy ai_embeddings_insert on governance.ai_embeddings for insert
  with check ((tenant_id = (select governance.current_tenant_id())
          and ((agent_id is null and (select governance.is_tenant_admin()))
               or agent_id in (select agent.id from governance.ai_agents as agent
                           where agent.user_id = (select governance.current_user_id())
                              or (agent.user_id is null and (select governance.is_tenant_admin())))))
         or (select governance.may_write_every_tenant()));
create policy ai_embeddings_update on governance.ai_embeddings for update
  using ((tenant_id = (select governance.current_tenant_id())
          and ((agent_id is null and (select governance.is_tenant_admin()))
               or agent_id in (select agent.id from governance.ai_agents as agent
                           where agent.user_id = (select governance.current_user_id())
                              or (agent.user_id is null and (select governance.is_tenant_admin())))))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id())
          and ((agent_id is null and (select governance.is_tenant_admin()))
               or agent_id in (select agent.id from governance.ai_agents as agent
                           where agent.user_id = (select governance.current_user_id())
                              or (agent.user_id is null and (select governance.is_tenant_admin())))))
         or (select governance.may_write_every_tenant()));
create policy ai_embeddings_delete on governance.ai_embeddings for delete
  using ((tenant_id = (select governance.current_tenant_id())
          and ((agent_id is null and (select governance.is_tenant_admin()))
               or agent_id in (select agent.id from governance.ai_agents as agent
                           where agent.user_id = (select governance.current_user_id())
                              or (agent.user_id is null and (select governance.is_tenant_admin())))))
         or (select governance.may_write_every_tenant()));
