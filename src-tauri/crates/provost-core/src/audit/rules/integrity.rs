//! Schema design and integrity: keys, constraints, types, sequences, comments.

mod columns;
mod comments;
mod constraints;
mod evidence;
mod foreign_keys;
mod keys;
mod sequences;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    keys::PRIMARY_KEY,
    keys::KEY_WIDTH,
    sequences::HEADROOM,
    foreign_keys::TYPES,
    foreign_keys::NULLS,
    foreign_keys::DUPLICATES,
    constraints::VALIDATED,
    constraints::VALID_INDEXES,
    constraints::ENABLED_TRIGGERS,
    constraints::COLLATION_VERSIONS,
    evidence::KEPT,
    evidence::LOGGED,
    columns::TIME_ZONE,
    columns::JSONB,
    columns::PLAIN_TYPES,
    columns::NUMERIC_RANGE,
    comments::TABLES,
    comments::COLUMNS,
    comments::FUNCTIONS,
];
