//! The rows that are inserted: the same facts into our tables and into those of the seed.

/// One of the four big tables.
pub(crate) struct Big {
    /// Its name in our schema.
    pub(crate) ours: &'static str,
    /// The name of the table that stands for it in the seed.
    pub(crate) seeds: &'static str,
    /// The columns that both have, with the expression for row `n`.
    pub(crate) shared: &'static str,
    /// The values of those.
    pub(crate) values: &'static str,
    /// What ours demands beside.
    pub(crate) own: &'static str,
    /// The values of those.
    pub(crate) own_values: &'static str,
}

/// The moment of row `n`: spread over the last 28 days, so that one or two partitions are written, as in use.
const MOMENT: &str = "now() - (n % 40320) * interval '1 minute'";

/// The four.
pub(crate) const TABLES: [Big; 4] = [
    Big {
        ours: "ai_access_log",
        seeds: "ai_access_log",
        shared: "user_id, action, resource_type, resource_id, access_details, ip_address, user_agent, accessed_at",
        values: "md5('user ' || (n % 1000 + 1))::uuid, 'read', 'data', md5('resource ' || n % 5000)::uuid,
            jsonb_build_object('rows', n % 50), ('10.0.' || n % 250 || '.7')::inet, 'batch/1.0', {moment}",
        own: "tenant_id, recorded_at",
        own_values: "md5('tenant')::uuid, {moment}",
    },
    Big {
        ours: "ai_performance_metrics",
        seeds: "ai_performance_metrics",
        shared: "model_id, metric_type, metric_value, metric_unit, context, recorded_at",
        values: "md5('model ' || (n % 100 + 1))::uuid, (array['accuracy', 'latency', 'throughput', 'cost'])[n % 4 + 1],
            n % 1000 / 10.0, 'ms', '{}', {moment}",
        own: "tenant_id",
        own_values: "md5('tenant')::uuid",
    },
    Big {
        ours: "ai_data_lineage",
        seeds: "ai_data_lineage",
        shared: "source_table, source_record_id, target_table, target_record_id, transformation_type, data_hash, created_at",
        values: "'orders', md5('order ' || n)::uuid, 'features', md5('feature ' || n / 3)::uuid, 'aggregation',
            md5('hash ' || n) || md5(n::text), {moment}",
        own: "tenant_id",
        own_values: "md5('tenant')::uuid",
    },
    Big {
        ours: "ai_data_consent_events",
        seeds: "ai_data_consent",
        shared: "user_id, data_type, consent_details, expires_at",
        values: "md5('user ' || (n % 1000 + 1))::uuid, 'personal ' || n / 1000, '{}', now() + interval '1 year'",
        own: "tenant_id, purpose, event_state, notice_version, collection_method, occurred_at, recorded_at",
        own_values: "md5('tenant')::uuid, 'marketing', 'given', '3', 'web form', {moment}, {moment}",
    },
];

impl Big {
    /// Inserts `rows` rows into our table.
    pub(crate) fn insert_ours(&self, rows: usize) -> String {
        format!(
            "insert into governance.{} ({}, {}) select {}, {} from generate_series(1, {rows}) as n",
            self.ours, self.shared, self.own, self.values, self.own_values
        )
        .replace("{moment}", MOMENT)
    }

    /// Inserts the same into the seed's.
    pub(crate) fn insert_seeds(&self, rows: usize) -> String {
        let (more, values) = match self.seeds {
            "ai_data_consent" => (", consent_given, granted_at", format!(", true, {MOMENT}")),
            _ => ("", String::new()),
        };
        format!(
            "insert into seed.{} ({}{more}) select {}{values} from generate_series(1, {rows}) as n",
            self.seeds, self.shared, self.values
        )
        .replace("{moment}", MOMENT)
    }
}
