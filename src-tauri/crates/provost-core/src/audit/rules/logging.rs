//! What the server writes down: connections, statements, changes of the schema, and who may change a log.

mod connections;
mod records;
mod server_log;
#[cfg(test)]
mod tests;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    connections::CONNECTIONS,
    connections::DISCONNECTIONS,
    records::STATEMENTS,
    records::SCHEMA_CHANGES,
    records::APPEND_ONLY,
    server_log::DESTINATION,
    server_log::LINE_PREFIX,
    server_log::SLOW_STATEMENTS,
    server_log::LOCK_WAITS,
];
