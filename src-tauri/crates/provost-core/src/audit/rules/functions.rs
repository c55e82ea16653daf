//! Functions: with whose rights they run, what they find by bare names, what they may do outside the database.

mod definers;
mod power;
#[cfg(test)]
mod tests;

use super::Rule;
use crate::catalog::{Function, FunctionKind};

pub(super) const RULES: &[Rule] = &[
    definers::SEARCH_PATH,
    definers::UNSAFE_PATH,
    definers::PUBLIC_EXECUTE,
    power::UNTRUSTED_LANGUAGES,
    power::LEAKPROOF,
    power::MUTABLE_PATH,
];

/// Whether only a trigger can call it, with the rights of whoever writes to the table.
fn is_trigger(function: &Function) -> bool {
    matches!(
        function.returns.as_deref(),
        Some("trigger" | "event_trigger")
    )
}

/// Whether bare names in its body are looked up when it runs: not in C, and not in an SQL body that was read when the
/// function was made (`BEGIN ATOMIC`, `RETURN`).
fn looks_names_up(function: &Function) -> bool {
    let read_before = function.language == "sql"
        && function.definition.as_deref().is_some_and(|definition| {
            !definition.contains("AS $")
                && !definition.contains("AS '")
                && !definition.contains("AS E'")
        });
    matches!(
        function.kind,
        FunctionKind::Function | FunctionKind::Procedure
    ) && !matches!(function.language.as_str(), "c" | "internal")
        && !read_before
}
