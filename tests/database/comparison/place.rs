//! A private server, and what SQL makes on it.

use provost_core::catalog::{Catalog, Relation};
use provost_core::connections::Profile;
use provost_core::schema::Expected;
use provost_postgres::schema::scratch::{self, SqlFile, Surroundings};
use provost_postgres::{Database, Error, Trust, catalog};
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

/// The role in whose name the SQL counts as run.
pub(crate) const OWNER: &str = "shop_owner";

pub(crate) fn file(name: &str, text: &str) -> SqlFile {
    SqlFile {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

pub(crate) fn superuser(server: &TestServer) -> Profile {
    profile::of(server, "postgres", server.user())
}

/// What a database would be after these files.
pub(crate) async fn try_expected(
    server: &TestServer,
    files: &[SqlFile],
) -> Result<Expected, Error> {
    let surroundings = Surroundings::default();
    scratch::expected(&superuser(server), files, OWNER, surroundings, &|_| {}).await
}

/// The same of one text that must pass.
pub(crate) async fn expected(server: &TestServer, text: &str) -> Expected {
    try_expected(server, &[file("schema.sql", text)])
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

/// What a database is.
pub(crate) async fn actual(server: &TestServer, database: &str) -> Catalog {
    let profile = profile::of(server, database, server.user());
    let database = Database::open(&profile, None, &Trust::default()).unwrap();
    catalog::read(&database, &|_| {}).await.unwrap()
}

pub(crate) fn relation<'c>(catalog: &'c Catalog, name: &str) -> &'c Relation {
    let found = catalog.relations.iter();
    let found = found.clone().find(|one| one.name.to_string() == name);
    found.unwrap_or_else(|| panic!("{name} is not there"))
}

/// What a run may leave on the server: nothing.
pub(crate) async fn left_behind(server: &TestServer) -> Vec<String> {
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .texts(
            "select datname from pg_database where datname like 'scratch%' union all \
             select rolname from pg_roles where rolname not like 'pg\\_%' and rolname <> current_user order by 1",
        )
        .await
        .unwrap()
}

/// The output of `pg_dump --schema-only`.
pub(crate) fn dump(server: &TestServer, version: Version, database: &str) -> String {
    let program = version.binaries().unwrap().join("bin/pg_dump");
    let output = std::process::Command::new(program)
        .args(["--schema-only", "--host"])
        .arg(server.socket_dir())
        .args([
            "--port",
            &server.port().to_string(),
            "--username",
            server.user(),
            database,
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}
