//! Everything that speaks SQL, and the local server.

pub mod catalog;
pub mod connections;
mod database;
pub mod demonstration;
pub mod drift;
mod error;
pub mod metrics;
pub mod overview;
mod quoting;
pub mod registry;
pub mod reports;
pub mod sample;
pub mod schema;
pub mod server;
mod session;
mod supervised;

pub use database::{Database, Trust};
pub use error::{Absence, Error, Refusal, TlsFault};
pub use session::{Session, SnapshotId, Statement};

/// Every statement of this crate, with the name of its file: a test prepares each on every version of PostgreSQL at hand.
pub fn statements() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        session::STATEMENTS,
        database::STATEMENTS,
        connections::STATEMENTS,
        catalog::STATEMENTS,
        demonstration::STATEMENTS,
        metrics::STATEMENTS,
        overview::STATEMENTS,
        registry::STATEMENTS,
        schema::STATEMENTS,
        schema::scratch::STATEMENTS,
        schema::scratch::STATEMENTS_OF_SUPABASE,
        schema::infrastructure::STATEMENTS,
        schema::breaking::STATEMENTS,
        sample::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The oldest `server_version_num` that understands the statement of a file of [`statements`].
#[must_use]
pub fn oldest_server(file: &str) -> i32 {
    catalog::oldest_server(file).unwrap_or(130_000)
}
