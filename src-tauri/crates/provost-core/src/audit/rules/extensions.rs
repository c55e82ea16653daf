//! Extensions: current, in their place, harmless, and those that are missed.

mod installed;
mod wanted;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    installed::CURRENT,
    installed::OWN_SCHEMA,
    installed::REACHING_OUT,
    wanted::STATEMENT_STATISTICS,
    wanted::VECTOR_VERSION,
];
