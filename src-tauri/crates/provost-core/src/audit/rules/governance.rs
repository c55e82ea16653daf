//! What a database needs so that the AI which it serves can be governed. The sections and severities follow the gaps
//! that the first audit report of the product's history names; each is asked only where it arises.

mod candidates;
mod data;
mod embeddings;
mod lifecycle;
mod monitoring;
mod need;
mod oversight;
mod persons;
mod signs;
mod status;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    embeddings::INTEGRATION,
    embeddings::CONTENT_HASH,
    lifecycle::REGISTRY,
    lifecycle::DEPLOYMENTS,
    status::LIFECYCLE,
    data::LINEAGE,
    data::QUALITY,
    data::TRAINING,
    data::FEATURES,
    monitoring::METRICS,
    monitoring::DRIFT,
    monitoring::COST,
    monitoring::CACHE,
    persons::PRIVACY_LEVELS,
    persons::CONSENT,
    oversight::ENCRYPTION,
    oversight::ACCESS_LOG,
    oversight::COMPLIANCE,
];

/// SQL that tells of a gap when no table of this name has all of those columns. All are regular expressions.
macro_rules! absent {
    ($gap:literal, $tables:literal, $($column:literal),+) => {
        concat!(
            "SELECT '",
            $gap,
            "' AS gap\nWHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c\n\
             JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n\
             WHERE c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'\n\
             AND c.relname ~* '",
            $tables,
            "'",
            $(
                "\nAND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0\n\
                 AND NOT a.attisdropped AND a.attname ~* '",
                $column,
                "')",
            )+
            ")"
        )
    };
}
use absent;
