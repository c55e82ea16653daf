-- How many edges of lineage lead to the version $1? Not more than ten thousand are counted.
select
    pg_catalog.count(*) as edges
from
    (
        select from governance.ai_data_lineage as edge
        where
            edge.target_record_id = $1 and edge.target_table = 'ai_models'
            -- An edge of another tenant says nothing of this one's version.
            and edge.tenant_id = (select model.tenant_id from governance.ai_models as model where model.id = $1)
        limit 10000
    ) as found
