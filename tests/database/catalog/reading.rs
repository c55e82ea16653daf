//! What the tests of this program share: servers with fixtures in them, and readings.

use provost_core::catalog::{Catalog, Column, QualifiedName, Relation};
use provost_postgres::{Database, Trust, catalog};
use provost_tests::local::{TestServer, Version};
use provost_tests::profile;

pub(crate) const SHOP: &str = include_str!("../../fixtures/catalog/shop.sql");
pub(crate) const NAMES: &str = include_str!("../../fixtures/catalog/names.sql");
pub(crate) const EIGHTEEN: &str = include_str!("../../fixtures/catalog/eighteen.sql");

/// Both versions that tests run on.
pub(crate) const VERSIONS: [Version; 2] = [Version::Bundled, Version::Postgres16];

/// A server of `version` with a database `shop` that `fixtures` were run in.
pub(crate) async fn shop(version: Version, fixtures: &[&str]) -> TestServer {
    let server = TestServer::with(version, |_| {}).await.unwrap();
    server.create_database("shop").await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    for fixture in fixtures {
        plain.execute(fixture).await.unwrap();
    }
    server
}

/// A database of a server, as a role.
pub(crate) fn database(server: &TestServer, name: &str, role: &str) -> Database {
    Database::open(&profile::of(server, name, role), None, &Trust::default()).unwrap()
}

/// What its superuser reads of a database.
pub(crate) async fn read(server: &TestServer, name: &str) -> Catalog {
    read_as(server, name, server.user()).await
}

/// What a role reads of a database.
pub(crate) async fn read_as(server: &TestServer, name: &str, role: &str) -> Catalog {
    catalog::read(&database(server, name, role), &|_| {})
        .await
        .unwrap()
}

/// A relation of the schema `shop`.
pub(crate) fn relation<'c>(catalog: &'c Catalog, name: &str) -> &'c Relation {
    catalog
        .relation(&QualifiedName::new("shop", name))
        .unwrap_or_else(|| panic!("there is no shop.{name}"))
}

/// A column of a relation.
pub(crate) fn column<'c>(relation: &'c Relation, name: &str) -> &'c Column {
    relation
        .column(name)
        .unwrap_or_else(|| panic!("{} has no {name}", relation.name))
}

/// The one of a list that is called so.
pub(crate) fn called<'l, T>(list: &'l [T], wanted: &str, name: impl Fn(&T) -> &str) -> &'l T {
    list.iter()
        .find(|one| name(one) == wanted)
        .unwrap_or_else(|| panic!("there is no {wanted}"))
}
