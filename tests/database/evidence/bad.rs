//! A database with as many defects as fit into one, and its audit.

use provost_core::audit::{Audit, audit};
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

/// Both versions that tests run on.
pub(crate) const VERSIONS: [Version; 2] = [Version::Bundled, Version::Postgres16];

const FIXTURES: [&str; 4] = [
    include_str!("../../fixtures/bad/roles.sql"),
    include_str!("../../fixtures/bad/tables.sql"),
    include_str!("../../fixtures/bad/intelligence.sql"),
    include_str!("../../fixtures/bad/programs.sql"),
];
const EIGHTEEN: &str = include_str!("../../fixtures/bad/eighteen.sql");

const DEMONSTRATION: [&str; 3] = [
    include_str!("../../../migrations/demonstration/0001_people.sql"),
    include_str!("../../../migrations/demonstration/0002_agents.sql"),
    include_str!("../../../migrations/demonstration/0003_analytics.sql"),
];

/// The databases that are judged: the bad one, and the one that Provost shows itself by, which has other gaps.
pub(crate) const DATABASES: [&str; 2] = ["bad", "demonstration"];

/// A server of `version` with both databases.
pub(crate) async fn bad(version: Version) -> TestServer {
    let server = TestServer::with(version, |_| {}).await.unwrap();
    careless(&server).await;
    server.create_database("bad").await.unwrap();
    let mut plain = server.plain("bad").await.unwrap();
    for fixture in FIXTURES {
        plain.execute(fixture).await.unwrap();
    }
    if version == Version::Bundled {
        plain.execute(EIGHTEEN).await.unwrap();
    }
    // A build that fails leaves an index that nobody can use.
    plain
        .execute("create unique index concurrently twins_once on public.twins (n)")
        .await
        .unwrap_err();
    plain
        .execute("update public.twins set n = id")
        .await
        .unwrap();
    server.create_database("demonstration").await.unwrap();
    let mut plain = server.plain("demonstration").await.unwrap();
    for part in DEMONSTRATION {
        plain.execute(part).await.unwrap();
    }
    server
}

/// Settings that a person once wrote; not those of the start, which nobody could mend with SQL.
async fn careless(server: &TestServer) {
    let mut plain = server.plain("postgres").await.unwrap();
    for (name, value) in [
        ("full_page_writes", "off"),
        ("password_encryption", "md5"),
        ("authentication_timeout", "300"),
    ] {
        plain
            .execute(&format!("alter system set {name} = '{value}'"))
            .await
            .unwrap();
    }
    plain.execute("select pg_reload_conf()").await.unwrap();
}

/// What the superuser's audit of a database says.
pub(crate) async fn judged(server: &TestServer, name: &str) -> Audit {
    let profile = profile::of(server, name, server.user());
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    audit(&catalog::read(&database, &|_| {}).await.unwrap())
}
