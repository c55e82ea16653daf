//! The databases of the tests.

use provost_postgres::{Database, Trust};
use provost_tests::local::TestServer;
use provost_tests::profile;

/// A database of a server, over its socket.
pub(crate) fn open(server: &TestServer, database: &str, role: &str) -> Database {
    Database::open(
        &profile::of(server, database, role),
        None,
        &Trust::default(),
    )
    .unwrap()
}

/// Every server that there is to test with.
pub(crate) async fn servers() -> [TestServer; 2] {
    [
        TestServer::bundled().await.unwrap(),
        TestServer::postgres16().await.unwrap(),
    ]
}
