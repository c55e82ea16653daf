-- Memories, workflows, cached answers, and embeddings that have topics.

insert into governance.agent_memories (id, tenant_id, agent_id, user_id, memory_type, content, importance, metadata,
  last_accessed_at, created_at, updated_at)
select sample_company.pick_id('memory ' || n), sample_company.tenant(), sample_company.pick_id('agent ' || n % 11 + 1),
  sample_company.pick_id('user ' || n % 50 + 5), (array['fact', 'preference', 'conversation'])[n % 3 + 1],
  (array['Wants figures before words.', 'Handles claims of the northern region.', 'Asked for the wording of the flood clause.',
         'Is away on Fridays.', 'Prefers answers in German.'])[n % 5 + 1],
  pg_catalog.round(sample_company.chance('memory ' || n)::numeric, 2)::double precision, '{}',
  sample_company.ago(n % 40 * 0.4 + 0.1), sample_company.ago(40 + n % 200), sample_company.ago(40 + n % 200)
from pg_catalog.generate_series(1, 240) as n;

insert into governance.agent_workflows (id, tenant_id, agent_id, user_id, name, definition, state, status, error_message,
  started_at, finished_at, created_at, updated_at)
select sample_company.pick_id('workflow ' || n), sample_company.tenant(), sample_company.pick_id('agent ' || n % 10 + 1),
  sample_company.pick_id('user ' || n % 50 + 5), (array['Take in a claim', 'Sum up a file', 'Answer a complaint',
    'Prepare a quote'])[n % 4 + 1],
  '{"steps": ["search", "read", "draft", "ask a person"]}', pg_catalog.jsonb_build_object('step', n % 4), status,
  case status when 'failed' then 'The document could not be read.' end,
  case when status <> 'pending' then sample_company.ago(begun) end,
  case when status in ('completed', 'failed') then sample_company.ago(begun - 0.02) end, sample_company.ago(begun + 0.01),
    sample_company.ago(begun - 0.02)
from pg_catalog.generate_series(1, 160) as n,
  lateral (select case when n <= 4 then 'pending' when n <= 9 then 'running' when n % 17 = 0 then 'failed' else 'completed' end
    as status,
    0.1 + n * 1.2 as begun) as told;

insert into governance.ai_data_cache (id, tenant_id, cache_key, cache_type, cache_data, expires_at, last_accessed_at, created_at,
  updated_at)
select sample_company.pick_id('cache ' || n), sample_company.tenant(), 'answer/' || pg_catalog.md5('cache ' || n),
  (array['embedding', 'inference', 'aggregation'])[n % 3 + 1],
  pg_catalog.jsonb_build_object('answer', 'Cached answer ' || n), sample_company.ago(n * 0.06 - 5),
    sample_company.ago(n * 0.03 + 0.01),
  sample_company.ago(n * 0.06 + 2), sample_company.ago(n * 0.06 + 2)
from pg_catalog.generate_series(1, 150) as n;

insert into governance.ai_embedding_models (id, tenant_id, model_id, name, dimensions, distance, created_at, updated_at)
values
  (sample_company.pick_id('embedder 1'), sample_company.tenant(), sample_company.pick_id('model claim-embedder 2'),
    'claim-embedder 1.1.0', 384, 'cosine', sample_company.ago(232), sample_company.ago(232)),
  (sample_company.pick_id('embedder 2'), sample_company.tenant(), sample_company.pick_id('model policy-search 2'),
    'policy-search 1.1.0', 768, 'cosine', sample_company.ago(390), sample_company.ago(390));

-- The types and operators of pgvector, wherever it was installed.
select pg_catalog.set_config('search_path', 'pg_catalog, ' || pg_catalog.quote_ident(space.nspname), true)
from pg_catalog.pg_extension as extension
join pg_catalog.pg_namespace as space on space.oid = extension.extnamespace
where extension.extname = 'vector';

-- Directions in which texts differ: each text is its topic, a little of a case within the topic, and a mixture of four more.
-- Independent random vectors would make any index look broken, because they have no neighbours.
create table sample_company.directions as
select n, half, pg_catalog.array_agg((sample_company.chance('direction ' || n || ' ' || half || ' ' || place) - 0.5)::real
  order by place)::vector(384) as way
from pg_catalog.generate_series(1, 120) as n, pg_catalog.generate_series(1, 2) as half,
  pg_catalog.generate_series(1, 384) as place
where half = 1 or n <= 60
group by n, half;

create table sample_company.passages as
select
  n, half, topic,
  'Passage ' || n as words,
  l2_normalize((select sum(part.way * pg_catalog.array_fill(weight, array[384])::vector(384))
    from (values (topic, 1.0::real), (24 + (topic * 3 + n) % 36, 0.6), (1 + n * 7 % 60, 0.3), (1 + n * 11 % 60, 0.25),
      (1 + n * 13 % 59, 0.2), (1 + n * 17 % 57, 0.15)) as chosen (direction, weight)
    join sample_company.directions as part on part.n = chosen.direction and part.half = side.half)) as embedding
from pg_catalog.generate_series(1, 1500) as n, lateral (select 1 + n % 24 as topic) as chosen_topic,
  pg_catalog.generate_series(1, 2) as side (half)
where half = 1 or n > 1300;

insert into governance.ai_embeddings (id, tenant_id, embedding_model_id, dimensions, content_type, content_hash, source_table,
  source_record_id, embedding, metadata, created_at, updated_at)
select sample_company.pick_id('embedding ' || kind || ' ' || n), sample_company.tenant(),
  sample_company.pick_id('embedder ' || kind), 384 * kind, 'text',
  pg_catalog.encode(pg_catalog.sha256((kind || ' ' || words)::bytea), 'hex'),
  'sample_company.' || case kind when 1 then 'claims' else 'products' end,
  sample_company.pick_id(case kind when 1 then 'claims ' else 'products ' end || n % 30), embedding,
  pg_catalog.jsonb_build_object('title', words, 'topic', topic_words), sample_company.ago(1 + (1500 - n) * 0.15),
    sample_company.ago(1 + (1500 - n) * 0.15)
from (
  select 1 as kind, n, topic, words, embedding from sample_company.passages where half = 1
  union all
  select 2, first.n, first.topic, first.words, l2_normalize(first.embedding || second.embedding)
  from sample_company.passages as first join sample_company.passages as second on second.n = first.n and second.half = 2
  where first.half = 1) as made,
  lateral (select (array['storm', 'hail', 'flood', 'fire', 'burst pipe', 'theft', 'burglary', 'glass', 'collision',
    'parking damage',
    'wild animals', 'breakdown', 'hospital stay', 'dental treatment', 'physiotherapy', 'travel cancellation', 'lost luggage',
      'liability',
    'legal costs', 'water damage', 'lightning', 'vandalism', 'bicycle', 'pets'])[topic] as topic_words) as named;

drop table sample_company.passages;
drop table sample_company.directions;
select pg_catalog.set_config('search_path', 'pg_catalog', true);
