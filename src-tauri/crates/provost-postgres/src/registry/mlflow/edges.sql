-- Adds the edges of lineage ($2) of a tenant ($1) that are not there yet.
insert into governance.ai_data_lineage (
    id, tenant_id, source_table, source_record_id, target_table, target_record_id, transformation_type, transformation_details,
    data_hash, created_at
)
select
    edge.id, $1, edge.source_table, edge.source_record_id, edge.target_table, edge.target_record_id, edge.transformation_type,
    edge.transformation_details, edge.data_hash, timestamptz 'epoch' + edge.at * interval '1 millisecond'
from
    pg_catalog.jsonb_to_recordset($2::jsonb) as edge (
        id uuid, source_table text, source_record_id uuid, target_table text, target_record_id uuid, transformation_type text,
        transformation_details jsonb, data_hash text, at bigint
    )
where
    not exists (
        select from governance.ai_data_lineage as present where present.tenant_id = $1 and present.id = edge.id
    )
