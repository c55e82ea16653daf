//! One schema in PostgreSQL 16 and in PostgreSQL 18: what the two write otherwise is no difference.

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::compare;
use provost_postgres::schema::scratch::{self, WantedPacks};
use provost_tests::local::TestServer;

use crate::place::{OWNER, actual, superuser};
use crate::way_back::{Ending, everything, lead, left};

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

/// So many of them are extensions and what needs them.
const EXTENSIONS: usize = 3;

const MADE: &str = concat!(
    include_str!("../../fixtures/catalog/mutations.sql"),
    include_str!("../../fixtures/comparison/rich.sql")
);

/// What PostgreSQL 16 lacks of what stands in 18.
const TO_16: [&str; 2] = [
    "column h.odd.v: It is a virtual generated column, which servers before PostgreSQL 18 do not have.",
    "check h.odd.odd_chk: It is a constraint that is not enforced, which servers before PostgreSQL 18 do not have.",
];

/// The fixtures, so many of the things left out.
fn without(count: usize) -> String {
    let mut text = MADE.to_owned();
    for (from, to) in OTHERWISE.into_iter().take(count) {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    text
}

async fn made(server: &TestServer, name: &str, text: &str) -> Catalog {
    server.create_database(name).await.unwrap();
    let mut plain = server.plain(name).await.unwrap();
    plain.execute(text).await.unwrap();
    drop(plain);
    actual(server, name).await
}

/// Both directions, without the noise and what is named.
fn assert_same(older: &Catalog, newer: &Catalog, but: &[&str]) {
    assert_ne!(older.major_version(), newer.major_version());
    for (should, is) in [(older, newer), (newer, older)] {
        let comparison = compare(should, is, &everything());
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
    let text = without(OTHERWISE.len());
    let [at_16, at_18] = both().await;
    let older = made(&at_16, "base", &text).await;
    let newer = made(&at_18, "base", &text).await;
    assert_same(&older, &newer, &[]);
    for (server, expected) in [(&at_16, &newer), (&at_18, &older)] {
        let ending = lead(server, expected, "base").await;
        assert_eq!(ending, Ending::Same { cannot: Vec::new() });
    }
}

/// What only the newer one can hold stays as it is, with its reason; everything else is led over.
#[tokio::test]
async fn each_version_leads_to_the_other() {
    let [at_16, at_18] = both().await;
    let older = made(&at_16, "base", &without(OTHERWISE.len())).await;
    let newer = made(&at_18, "base", &without(EXTENSIONS)).await;
    let mut told = Vec::new();
    for (server, expected) in [(&at_16, &newer), (&at_18, &older)] {
        match lead(server, expected, "base").await {
            Ending::Same { cannot } => told.push(
                cannot
                    .iter()
                    .map(|one| format!("{}: {}", one.object, one.reason))
                    .collect::<Vec<_>>(),
            ),
            ending => panic!("{ending:#?}"),
        }
    }
    assert_eq!(told[0], TO_16);
    assert_eq!(told[1], Vec::<String>::new());
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
