//! Indexes and performance: what is missing, what is carried for nothing, what falls behind.

mod foreign_key_indexes;
mod gathered;
mod repeated_indexes;
mod sessions;
mod use_counts;
mod vacuum;
mod vectors;

use super::Rule;

pub(crate) use foreign_key_indexes::unserved_keys;
pub(super) use vectors::vector_columns;

pub(super) const RULES: &[Rule] = &[
    foreign_key_indexes::INDEXED,
    repeated_indexes::REPEATED,
    use_counts::UNUSED_INDEXES,
    use_counts::SEQUENTIAL_SCANS,
    use_counts::CACHE_HITS,
    use_counts::TEMPORARY_FILES,
    use_counts::PARTITIONING,
    vacuum::AUTOVACUUM,
    vacuum::FRESH_STATISTICS,
    vacuum::DEAD_ROWS,
    vacuum::TRANSACTION_AGE,
    sessions::IDLE_TRANSACTIONS,
    sessions::CONNECTION_HEADROOM,
    vectors::INDEXED,
    vectors::DIMENSION,
];
