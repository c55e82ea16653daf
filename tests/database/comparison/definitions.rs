//! How an object is made on both sides, as somebody reads it beside the differences.

use provost_app::schema::Compared;
use provost_core::schema::comparison::script::script;
use provost_core::schema::comparison::{ObjectId, ObjectKind, Options, compare};
use provost_core::schema::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};
use provost_tests::local::TestServer;

use crate::place::expected;

fn object(kind: ObjectKind, table: Option<&str>, name: &str) -> ObjectId {
    ObjectId {
        schema: Some("public".to_owned()),
        table: table.map(str::to_owned),
        kind,
        name: name.to_owned(),
    }
}

async fn compared(server: &TestServer, should: &str, is: &str) -> Compared {
    let (should, is) = (expected(server, should).await, expected(server, is).await);
    let comparison = compare(&should.catalog, &is.catalog, &Options::default());
    Compared {
        report: ComparisonReport {
            schema: COMPARISON_REPORT_SCHEMA.to_owned(),
            name: "Shop".to_owned(),
            taken_at: is.catalog.taken_at,
            expected_from: ExpectedFrom::Sql("schema.sql".to_owned()),
            script: script(&should.catalog, &is.catalog, &comparison),
            comparison,
            not_compared: Vec::new(),
            notes: Vec::new(),
        },
        expected: should.catalog,
        actual: is.catalog,
        migrations: None,
        other: None,
    }
}

#[tokio::test]
async fn what_is_renamed_is_looked_up_under_the_name_that_it_has() {
    let server = TestServer::bundled().await.unwrap();
    let should = "create table clients (id int primary key, mail text not null, constraint has_at check (mail like '%@%'));
        create table gone (id int);";
    let is = "create table customers (id int, mail text not null, constraint has_at check (mail like '%@%'),
        constraint clients_pkey primary key (id));
        create table stray (id int, at date);";
    let compared = compared(&server, should, is).await;
    let of = |kind, table, name| compared.definitions(&object(kind, table, name));

    let table = of(ObjectKind::Table, None, "clients");
    let (should, is) = (table.expected.unwrap(), table.actual.unwrap());
    assert!(should.contains("create table public.clients"), "{should}");
    assert!(is.contains("create table public.customers"), "{is}");
    let check = of(ObjectKind::Check, Some("clients"), "has_at");
    assert!(check.expected.unwrap().contains("public.clients"));
    assert!(check.actual.unwrap().contains("public.customers"));

    let missing = of(ObjectKind::Table, None, "gone");
    assert!(missing.expected.unwrap().contains("public.gone"));
    assert_eq!(missing.actual, None);
    let stray = of(ObjectKind::Table, None, "stray");
    assert_eq!(stray.expected, None);
    assert!(stray.actual.unwrap().contains("date"));
    let nothing = of(ObjectKind::Table, None, "never_there");
    assert_eq!((nothing.expected, nothing.actual), (None, None));
}
