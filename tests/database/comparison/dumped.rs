//! The output of `pg_dump` as what a database should be.

use provost_core::catalog::{Catalog, Relation};
use provost_core::schema::complete;
use provost_tests::local::{TestServer, Version};

use crate::place::{OWNER, actual, dump, file, left_behind, try_expected};

const BASE: &str = include_str!("../../fixtures/catalog/mutations.sql");

/// A catalog without what any two databases differ in, whatever is made in them.
fn made(catalog: &Catalog) -> String {
    let bare = |relation: &Relation| Relation {
        statistics: None,
        row_estimate: None,
        frozen_xid_age: None,
        table_bytes: 0,
        index_bytes: 0,
        ..relation.clone()
    };
    let relations: Vec<Relation> = catalog.relations.iter().map(bare).collect();
    let text = serde_json::to_string_pretty(&(
        relations,
        &catalog.schemas,
        &catalog.functions,
        &catalog.sequences,
        (&catalog.enums, &catalog.domains, &catalog.types),
        &catalog.publications,
        &catalog.default_privileges,
        (
            &catalog.casts,
            &catalog.extended_statistics,
            &catalog.foreign_servers,
        ),
    ));
    text.unwrap()
}

#[tokio::test]
async fn a_dump_gives_what_was_dumped() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("shop").await.unwrap();
    let mut plain = server.plain("shop").await.unwrap();
    plain.execute(BASE).await.unwrap();
    drop(plain);
    let before = left_behind(&server).await;
    let text = dump(&server, Version::Bundled, "shop");
    let made_of = try_expected(&server, &[file("schema.sql", &text)]).await;
    let mut expected = made_of.unwrap_or_else(|error| panic!("{error}"));
    let is = actual(&server, "shop").await;
    complete(&mut expected.catalog, &is, &expected.not_compared);
    assert_eq!(expected.not_compared, []);
    let (should, is) = (made(&expected.catalog), made(&is));
    let differing: Vec<(&str, &str)> = should
        .lines()
        .zip(is.lines())
        .filter(|(left, right)| left != right && !left.contains(OWNER) && !right.contains("oid"))
        .collect();
    assert_eq!(differing, []);
    assert_eq!(left_behind(&server).await, before);
}
