//! Databases with the packs in them, and rows of two tenants.

use provost_core::catalog::{Catalog, Relation};
use provost_core::connections::{DEFAULT_GOVERNANCE_SCHEMA, Profile};
use provost_core::schema::{Adopt, Pack};
use provost_postgres::schema;
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;
use provost_tests::profile;

/// The servers that packs are tried on.
pub(crate) const VERSIONS: [Version; 2] = [Version::Bundled, Version::Postgres16];

/// The database that the packs are in.
pub(crate) const DATABASE: &str = "packs";

/// Two tenants that know nothing of each other.
pub(crate) const TENANTS: [&str; 2] = [
    "aaaaaaaa-0000-4000-8000-000000000001",
    "bbbbbbbb-0000-4000-8000-000000000002",
];

/// A server with an empty database.
pub(crate) async fn empty(version: Version) -> TestServer {
    let server = TestServer::with(version, |_| {}).await.unwrap();
    server.create_database(DATABASE).await.unwrap();
    server
}

/// The superuser's profile of the database, which may write.
pub(crate) fn writing(server: &TestServer) -> Profile {
    let mut profile = profile::of(server, DATABASE, server.user());
    profile.read_only = false;
    profile
}

pub(crate) fn opened(profile: &Profile) -> Database {
    Database::open(profile, None, &Trust::default()).unwrap()
}

/// A server whose database has every pack.
pub(crate) async fn all(version: Version) -> TestServer {
    let server = empty(version).await;
    apply(&server, &[]).await;
    server
}

/// Applies packs, all when none is named.
pub(crate) async fn apply(server: &TestServer, packs: &[Pack]) {
    let profile = writing(server);
    let database = opened(&profile);
    schema::apply(&database, &profile, packs, &Adopt::default(), &|_| {})
        .await
        .unwrap();
}

/// Takes packs back, with their rows.
pub(crate) async fn revert(server: &TestServer, packs: &[Pack]) {
    let profile = writing(server);
    let database = opened(&profile);
    schema::revert(&database, &profile, packs, true, &|_| {})
        .await
        .unwrap();
}

/// What the database is now.
pub(crate) async fn read(server: &TestServer) -> Catalog {
    let database = opened(&profile::of(server, DATABASE, server.user()));
    catalog::read(&database, &|_| {}).await.unwrap()
}

/// The tables of the packs, without partitions.
pub(crate) fn tables(catalog: &Catalog) -> Vec<&Relation> {
    catalog
        .tables()
        .filter(|table| table.name.schema == DEFAULT_GOVERNANCE_SCHEMA)
        .collect()
}

/// Whether a table's rows belong to tenants.
pub(crate) fn has_tenant(table: &Relation) -> bool {
    table
        .columns
        .iter()
        .any(|column| column.name == "tenant_id")
}

/// Whether a table keeps which migrations of a pack were applied.
pub(crate) fn is_state(table: &Relation) -> bool {
    Pack::ALL
        .iter()
        .any(|pack| table.name.name == format!("{}_migrations", pack.key()))
}

/// Puts the rows of the fixtures in, for one tenant.
pub(crate) async fn fill(plain: &mut Plain, tenant: &str) {
    for pack in Pack::ALL {
        let path = fixture(&format!("rows/{}.sql", pack.key()));
        let rows = std::fs::read_to_string(&path).unwrap();
        plain
            .execute(&format!(
                "begin; {}; commit",
                rows.replace("{tenant}", tenant)
            ))
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

/// A file of the fixtures of the packs.
pub(crate) fn fixture(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/schema")
        .join(name)
}
