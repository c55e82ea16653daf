//! One schema in PostgreSQL 16 and in PostgreSQL 18: what the two write otherwise is no difference.

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::{Options, compare};
use provost_postgres::schema::scratch::{self, WantedPacks};
use provost_tests::local::TestServer;

use crate::place::{OWNER, actual, superuser};
use crate::way_back::left;

/// What the 16 of the tests has not, as it stands in the fixtures and as it is written instead: it comes without contrib, and
/// some things are newer than it.
const OTHERWISE: [(&str, &str); 5] = [
    (
        "create extension if not exists btree_gist; create extension if not exists pg_trgm;\n",
        "",
    ),
    ("room with =, during with &&", "during with &&"),
    (
        "create index usr_trgm on app.usr using gin(nick gin_trgm_ops);\n",
        "",
    ),
    ("(id * 2) virtual", "(id * 2) stored"),
    (" not enforced)", ")"),
];

fn for_both() -> String {
    let mut text = concat!(
        include_str!("../../fixtures/catalog/mutations.sql"),
        include_str!("../../fixtures/comparison/rich.sql")
    )
    .to_owned();
    for (from, to) in OTHERWISE {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    text
}

fn options() -> Options {
    Options {
        schemas: Vec::new(),
        owners: true,
    }
}

/// Both directions, without the noise and what is named.
fn assert_same(older: &Catalog, newer: &Catalog, but: &[&str]) {
    assert_ne!(older.major_version(), newer.major_version());
    for (should, is) in [(older, newer), (newer, older)] {
        let comparison = compare(should, is, &options());
        let differences = left(&comparison, &[]).into_iter();
        let differences: Vec<String> = differences.map(|one| one.object.to_string()).collect();
        assert_eq!(differences, but);
    }
}

async fn both() -> [TestServer; 2] {
    [
        TestServer::postgres16().await.unwrap(),
        TestServer::bundled().await.unwrap(),
    ]
}

#[tokio::test]
async fn a_schema_of_nearly_every_kind_is_the_same_in_two_versions() {
    let text = for_both();
    let mut read = Vec::new();
    for server in both().await {
        server.create_database("base").await.unwrap();
        let mut plain = server.plain("base").await.unwrap();
        plain.execute(&text).await.unwrap();
        drop(plain);
        read.push(actual(&server, "base").await);
    }
    let [older, newer]: [Catalog; 2] = read.try_into().unwrap();
    assert_same(&older, &newer, &[]);
}

#[tokio::test]
async fn the_governance_schema_is_the_same_in_two_versions() {
    let mut read = Vec::new();
    for server in both().await {
        let wanted = WantedPacks {
            packs: &[],
            schema: "governance",
            owner: OWNER,
            vector: None,
            accounts: false,
        };
        let made = scratch::of_packs(&superuser(&server), wanted).await;
        read.push(made.unwrap().catalog);
    }
    let [older, newer]: [Catalog; 2] = read.try_into().unwrap();
    assert!(older.relations.len() > 60, "{}", older.relations.len());
    // pgvector 0.8.5 comes with the one and 0.8.6 with the other.
    assert_same(&older, &newer, &["extension vector"]);
}
