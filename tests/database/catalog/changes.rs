//! Single changes to a schema with one object of nearly every kind: how many of them a catalog shows.

use provost_core::catalog::Catalog;
use provost_tests::local::TestServer;

use crate::reading::read;

const BASE: &str = include_str!("../../fixtures/catalog/mutations.sql");
const CHANGES: &str = include_str!("../../fixtures/catalog/mutations.txt");

/// What the list calls no change.
const NONE: [&str; 2] = ["noop", "noop_dump_restore"];

/// The changes of a database, as `name, SQL`. That of a role is one of the cluster and shows here too, but is not counted.
fn changes() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHANGES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('|').expect("name|SQL"))
        .filter(|(name, _)| !NONE.contains(name) && *name != "role_attr")
}

/// The definition of a database, as if it were called `base`.
async fn definition(server: &TestServer, name: &str) -> Catalog {
    let mut catalog = read(server, name).await.definition_only();
    "base".clone_into(&mut catalog.database.name);
    for setting in &mut catalog.role_settings {
        setting.database = setting.database.take().map(|_| "base".to_owned());
    }
    catalog
}

#[tokio::test]
async fn each_single_change_shows() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("base").await.unwrap();
    server
        .plain("base")
        .await
        .unwrap()
        .execute(BASE)
        .await
        .unwrap();
    let before = definition(&server, "base").await;
    let mut admin = server.plain("postgres").await.unwrap();
    admin
        .execute("create database same template base")
        .await
        .unwrap();
    assert_eq!(
        definition(&server, "same").await,
        before,
        "a copy shows no difference"
    );
    let (mut count, mut unseen) = (0, Vec::new());
    for (name, sql) in changes() {
        admin
            .execute("create database changed template base")
            .await
            .unwrap();
        let mut plain = server.plain("changed").await.unwrap();
        plain
            .execute(sql)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        drop(plain);
        count += 1;
        if definition(&server, "changed").await == before {
            unseen.push(name);
        }
        admin
            .execute("drop database changed with (force)")
            .await
            .unwrap();
    }
    assert_eq!(count, 114);
    assert!(
        unseen.is_empty(),
        "{} of {count} changes do not show: {unseen:?}",
        unseen.len()
    );
}

#[tokio::test]
async fn a_dump_and_restore_shows_no_change() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("base").await.unwrap();
    server.create_database("restored").await.unwrap();
    server
        .plain("base")
        .await
        .unwrap()
        .execute(BASE)
        .await
        .unwrap();
    let program = |name: &str| {
        let binaries = provost_tests::local::Version::Bundled.binaries().unwrap();
        let mut command = std::process::Command::new(binaries.join("bin").join(name));
        command
            .arg("--host")
            .arg(server.socket_dir())
            .args(["--port", &server.port().to_string()]);
        command.args(["--username", server.user()]);
        command
    };
    let dumped = program("pg_dump")
        .args(["--schema-only", "base"])
        .output()
        .unwrap();
    assert!(
        dumped.status.success(),
        "{}",
        String::from_utf8_lossy(&dumped.stderr)
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&file, &dumped.stdout).unwrap();
    let mut psql = program("psql");
    psql.args([
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--dbname=restored",
        "--file",
    ])
    .arg(file.path());
    let restored = psql.output().unwrap();
    assert!(
        restored.status.success(),
        "{}",
        String::from_utf8_lossy(&restored.stderr)
    );
    assert_eq!(
        definition(&server, "restored").await,
        definition(&server, "base").await
    );
}
