-- Which edges of lineage lead to the version $1, the latest first, and which lead to where those come from?
with own as (
    -- An edge of another tenant says nothing of this one's version.
    select model.id, model.tenant_id from governance.ai_models as model where model.id = $1
),
direct as materialized (
    select edge.id, edge.tenant_id, edge.source_table, edge.source_record_id, edge.target_table, edge.target_record_id,
           edge.transformation_type, edge.transformation_details, edge.data_hash, edge.created_at
    from own
    join governance.ai_data_lineage as edge
        on edge.target_record_id = own.id and edge.target_table = 'ai_models' and edge.tenant_id = own.tenant_id
    order by edge.created_at desc, edge.id
    limit 200
),
sources as (
    select distinct direct.tenant_id, direct.source_table, direct.source_record_id from direct where direct.source_record_id is not null
),
through as materialized (
    select edge.id, edge.tenant_id, edge.source_table, edge.source_record_id, edge.target_table, edge.target_record_id,
           edge.transformation_type, edge.transformation_details, edge.data_hash, edge.created_at
    from sources
    join governance.ai_data_lineage as edge
        on edge.target_record_id = sources.source_record_id and edge.target_table = sources.source_table
            and edge.tenant_id = sources.tenant_id
    where not exists (select from direct where direct.id = edge.id and direct.created_at = edge.created_at)
    order by edge.created_at desc, edge.id
    limit 200
)
select
    true as direct, direct.id, direct.source_table, direct.source_record_id as source_record, direct.target_table,
    direct.target_record_id as target_record, direct.transformation_type as kind,
    direct.transformation_details::text as details, direct.data_hash as hash, direct.created_at as made_at
from direct
union all
select
    false, through.id, through.source_table, through.source_record_id, through.target_table, through.target_record_id,
    through.transformation_type, through.transformation_details::text, through.data_hash, through.created_at
from through
order by
    1 desc, 10 desc, 2
