//! The databases of the tests.

use provost_core::connections::Profile;
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

/// The same, with a profile that allows writing.
pub(crate) fn open_to_write(server: &TestServer, database: &str, role: &str) -> Database {
    let profile = Profile {
        read_only: false,
        ..profile::of(server, database, role)
    };
    Database::open(&profile, None, &Trust::default()).unwrap()
}
