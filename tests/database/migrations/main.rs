//! The state tables of other tools on real servers: found, told apart, read as text, told when they cannot be read, and
//! set beside the chains that real products ship.
#![cfg(target_os = "linux")]

#[cfg(test)]
mod applied;
#[cfg(test)]
mod hidden;
#[cfg(test)]
mod read;
#[cfg(test)]
mod real;
#[cfg(test)]
mod supabase;
#[cfg(test)]
mod told_apart;
#[cfg(test)]
mod transcript;

use provost_core::schema::history::SourceFile;
use provost_postgres::schema::{Recorded, recorded};
use provost_postgres::{Database, Trust};
use provost_tests::local::TestServer;
use provost_tests::plain::Outcome;
use provost_tests::profile;

/// What a database says to a role, for a folder of these files.
pub(crate) async fn ask(
    server: &TestServer,
    database: &str,
    role: &str,
    files: &[SourceFile],
) -> Outcome<Recorded> {
    let database = Database::open(
        &profile::of(server, database, role),
        None,
        &Trust::default(),
    )?;
    let candidates = provost_core::schema::history::recognise(files);
    Ok(recorded(&database, &candidates).await?)
}

/// A new database in which a script was run.
pub(crate) async fn fresh(server: &TestServer, name: &str, script: &str) -> Outcome<()> {
    server.create_database(name).await?;
    server.plain(name).await?.execute(script).await
}

/// Every server that there is to test with.
pub(crate) async fn servers() -> Outcome<[TestServer; 2]> {
    Ok([
        TestServer::bundled().await?,
        TestServer::postgres16().await?,
    ])
}
