//! Two schemas from Debian packages, as other people wrote them, each changed in ten known ways.

use provost_core::schema::comparison::script::script;
use provost_core::schema::comparison::{Options, compare};
use provost_tests::local::TestServer;

use crate::place::{actual, expected};
use crate::way_back;

/// The DHCP server Kea: 55 tables, 108 functions in PL/pgSQL, 89 triggers.
const KEA: (&str, &str) = (
    include_str!("../../fixtures/comparison/debian/kea.sql"),
    include_str!("../../fixtures/comparison/debian/kea.txt"),
);

/// The scheduler pgAgent, which is an extension: a schema is made for it, and what it says to `pg_dump` is left out.
const PGAGENT: (&str, &str) = (
    include_str!("../../fixtures/comparison/debian/pgagent.sql"),
    include_str!("../../fixtures/comparison/debian/pgagent.txt"),
);

/// The ten changes are told and nothing else is, and the way back leaves nothing.
async fn ten_changes(text: &str, changes: &str) {
    let server = TestServer::bundled().await.unwrap();
    let should = expected(&server, text).await;
    assert_eq!(should.not_compared, []);
    server.create_database("changed").await.unwrap();
    let mut plain = server.plain("changed").await.unwrap();
    plain.execute(text).await.unwrap();
    let options = Options::default();
    let before = compare(&should.catalog, &actual(&server, "changed").await, &options);
    assert_eq!(before.differences, [], "it differs from itself");

    let changes: Vec<Vec<&str>> = changes
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(" | ").collect())
        .collect();
    assert_eq!(changes.len(), 10);
    for change in &changes {
        plain.execute(change[0]).await.unwrap();
    }
    let is = actual(&server, "changed").await;
    let comparison = compare(&should.catalog, &is, &options);
    let differences = comparison.differences.iter();
    let mut told: Vec<String> = differences
        .map(|one| format!("{} {:?}", one.object, one.change))
        .collect();
    told.sort();
    let wanted = changes.iter().map(|one| format!("{} {}", one[1], one[2]));
    let mut wanted: Vec<String> = wanted.collect();
    wanted.sort();
    assert_eq!(told, wanted);

    let way = script(&should.catalog, &is, &comparison);
    assert_eq!(way.cannot, []);
    let done = way_back::apply(&mut plain, &way).await;
    done.unwrap_or_else(|(statement, error)| panic!("{}: {error}", statement.sql));
    let after = compare(&should.catalog, &actual(&server, "changed").await, &options);
    let left: Vec<String> = way_back::left(&after, &[])
        .into_iter()
        .map(way_back::told)
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// The SQL of Kea.
pub(crate) fn kea() -> &'static str {
    KEA.0
}

/// The SQL of pgAgent.
pub(crate) fn pgagent() -> String {
    let lines = PGAGENT.0.lines();
    let lines: Vec<&str> = lines
        .filter(|line| !line.contains("pg_extension_config_dump('"))
        .collect();
    format!("create schema pgagent;\n{}", lines.join("\n"))
}

#[tokio::test]
async fn ten_changes_of_kea() {
    ten_changes(kea(), KEA.1).await;
}

#[tokio::test]
async fn ten_changes_of_pgagent() {
    ten_changes(&pgagent(), PGAGENT.1).await;
}
