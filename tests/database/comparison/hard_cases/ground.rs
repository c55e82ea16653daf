//! The server of these tests, and two databases to compare.

use std::sync::{Arc, Weak};

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::script::{Script, script};
use provost_core::schema::comparison::{Comparison, Difference, Options, compare};
use provost_tests::local::TestServer;
use tokio::sync::Mutex;

use crate::place::actual;
use crate::way_back;

/// One server for all tests that run at the same time: the last of them ends it.
pub(super) async fn server() -> Arc<TestServer> {
    static SHARED: Mutex<Weak<TestServer>> = Mutex::const_new(Weak::new());
    let mut shared = SHARED.lock().await;
    if let Some(server) = shared.upgrade() {
        return server;
    }
    let server = Arc::new(TestServer::bundled().await.unwrap());
    *shared = Arc::downgrade(&server);
    server
}

/// A new database after this SQL.
pub(super) async fn database(server: &TestServer, name: &str, sql: &str) -> Catalog {
    server.create_database(name).await.unwrap();
    let mut plain = server.plain(name).await.unwrap();
    plain.execute(sql).await.unwrap();
    drop(plain);
    actual(server, name).await
}

/// What a database should be, what it is, and how it gets there.
#[derive(Debug)]
pub(super) struct Pair {
    server: Arc<TestServer>,
    name: String,
    pub(super) expected: Catalog,
    pub(super) comparison: Comparison,
    pub(super) way: Script,
}

/// Two databases, named after the case.
pub(super) async fn pair(case: &str, expected: &str, is: &str) -> Pair {
    let server = server().await;
    let expected = database(&server, &format!("{case}_expected"), expected).await;
    let is = database(&server, case, is).await;
    let comparison = compare(&expected, &is, &Options::default());
    let way = script(&expected, &is, &comparison);
    Pair {
        server,
        name: case.to_owned(),
        expected,
        comparison,
        way,
    }
}

impl Pair {
    /// The differences that are no noise, in words.
    pub(super) fn told(&self) -> Vec<String> {
        told(&self.comparison)
    }

    /// The statements of the way back.
    pub(super) fn statements(&self) -> Vec<&str> {
        let statements = self.way.statements.iter();
        statements.map(|one| one.sql.as_str()).collect()
    }

    /// Applies the way back; what differs afterwards and was not said to be impossible.
    pub(super) async fn led_back(&self) -> Vec<String> {
        let mut plain = self.server.plain(&self.name).await.unwrap();
        if let Err((statement, error)) = way_back::apply(&mut plain, &self.way).await {
            panic!("{}: {error}", statement.sql);
        }
        drop(plain);
        let after = actual(&self.server, &self.name).await;
        let comparison = compare(&self.expected, &after, &Options::default());
        let left = way_back::left(&comparison, &self.way.cannot);
        left.into_iter().map(way_back::told).collect()
    }
}

/// The differences that are no noise: the object and how it differs.
pub(super) fn told(comparison: &Comparison) -> Vec<String> {
    let differences = comparison.differences.iter().filter(|one| !one.noise);
    let words = |one: &Difference| format!("{} {:?}", one.object, one.change);
    let mut told: Vec<String> = differences.map(words).collect();
    told.sort();
    told
}
