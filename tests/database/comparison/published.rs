//! What publications publish of tables: columns, rows, whole schemas. Publishing more than is expected gives data away.

use provost_core::schema::comparison::compare;
use provost_tests::local::{TestServer, Version};

use crate::place::actual;
use crate::way_back::{Ending, everything, lead};

const TABLES: &str = "create schema s; create schema t;
    create table s.a (id int primary key, mail text, g int generated always as (1) stored);
    create table s.b (id int primary key, x text);
    create table t.c (id int primary key, at date not null) partition by range (id);";

/// From the manual of `CREATE PUBLICATION`.
const PUBLICATIONS: [&str; 8] = [
    "create publication p for table s.a",
    "create publication p for table s.a (id, mail)",
    "create publication p for table s.a where (id > 3)",
    "create publication p for table s.a (id) where (id > 3), s.b where (x <> ''), t.c
     with (publish_via_partition_root = true)",
    "create publication p for tables in schema s",
    "create publication p for tables in schema s, table t.c where (id > 1)
     with (publish_via_partition_root = true)",
    "create publication p for all tables with (publish = 'insert')",
    "create publication p for table s.a, s.b with (publish_generated_columns = stored)",
];

async fn server() -> TestServer {
    let logical = |places: &mut provost_postgres::server::ServerPlaces| {
        places
            .settings
            .insert("wal_level".to_owned(), "logical".to_owned());
    };
    TestServer::with(Version::Bundled, logical).await.unwrap()
}

async fn made(server: &TestServer, name: &str, scripts: &[&str]) {
    server.create_database(name).await.unwrap();
    let mut plain = server.plain(name).await.unwrap();
    for script in scripts {
        plain.execute(script).await.unwrap();
    }
}

#[tokio::test]
async fn every_way_to_publish_leads_to_every_other() {
    let server = server().await;
    let mut catalogs = Vec::new();
    for (number, publication) in PUBLICATIONS.iter().enumerate() {
        let name = format!("way{number}");
        made(&server, &name, &[TABLES, publication]).await;
        catalogs.push(actual(&server, &name).await);
    }
    made(&server, "walk", &[TABLES, PUBLICATIONS[0]]).await;
    let mut at = 0;
    for (one, _) in catalogs.iter().enumerate() {
        for other in (0..catalogs.len()).filter(|other| *other != one) {
            for to in [one, other] {
                if to == at {
                    continue;
                }
                let comparison = compare(&catalogs[to], &catalogs[at], &everything());
                assert!(!comparison.differences.is_empty(), "{at} is {to}");
                let ending = lead(&server, &catalogs[to], "walk").await;
                let same = Ending::Same { cannot: Vec::new() };
                assert_eq!(ending, same, "{} to {}", PUBLICATIONS[at], PUBLICATIONS[to]);
                at = to;
            }
        }
    }
}

/// The server lets no column go that a publication names, nor change its type where a condition uses it.
#[tokio::test]
async fn a_publication_stands_aside_for_the_columns_that_it_names() {
    let server = server().await;
    made(&server, "should", &[
        "create table a (id int primary key, mail varchar(40), org bigint); create table b (id int primary key)",
        "create publication p for table a (id, mail) where (org > 1)",
        "create publication q for table a, b",
    ])
    .await;
    made(&server, "is", &[
        "create table a (id int primary key, mail text, org int, old text); create table b (id int primary key, old int)",
        "create publication p for table a (id, mail, org, old) where (org > 1)",
        "create publication q for table a where (old <> ''), b (id, old)",
    ])
    .await;
    let should = actual(&server, "should").await;
    let is = actual(&server, "is").await;
    let same = Ending::Same { cannot: Vec::new() };
    assert_eq!(lead(&server, &should, "is").await, same);
    assert_eq!(lead(&server, &is, "should").await, same);
}
