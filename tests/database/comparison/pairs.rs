//! Every pair of the schemas in the tests, both ways: what the comparison writes makes the one the other, and it says what
//! it leaves.

use std::collections::BTreeMap;
use std::path::Path;

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::script::Cannot;
use provost_tests::local::{TestServer, Version};

use crate::debian;
use crate::place::actual;
use crate::way_back::{Ending, lead};

/// The schemas: nothing; two of Debian's; the one of single changes; the same with what hangs together; what the models of
/// seed 004 define, and its database.
const SCHEMAS: [&str; 7] = [
    "nothing", "kea", "pgagent", "single", "rich", "models", "seed",
];

/// The role that owns the tables of seed 004.
const OWNER: &str = "app_user";

/// What stays, in whichever direction: the schema that has it, the object, and how the reason begins.
const CANNOT: [(&str, &str, &str); 10] = [
    (
        "single",
        "cast app.addr as text",
        "A cast without a function",
    ),
    ("single", "object collation app.coll1", NOT_READ),
    ("single", "object foreign-data wrapper fdw1", NOT_READ),
    (
        "single",
        "object operator app.=~(pg_catalog.text,pg_catalog.text)",
        NOT_READ,
    ),
    (
        "single",
        "object text search configuration app.tsc",
        NOT_READ,
    ),
    (
        "single",
        "foreign server s1",
        "The foreign data wrapper fdw1",
    ),
    ("single", "foreign table app.ft1", "The foreign server s1"),
    (
        "single",
        "schema app",
        "The collation app.coll1 stands in it",
    ),
    ("seed", "table public.alembic_version", RECORD),
    ("models", "table public.alembic_version", RECORD),
];

const RECORD: &str = "It is a migration tool's record";

const NOT_READ: &str = "Objects of this kind are counted and named";

/// Whether that which stays is known to stay between these two.
fn is_known(is: &str, should: &str, said: &Cannot) -> bool {
    let has = |name: &str, of: &str| name == of || (name == "rich" && of == "single");
    let object = said.object.to_string();
    CANNOT.iter().any(|(of, one, reason)| {
        (has(is, of) || has(should, of)) && object == *one && said.reason.starts_with(reason)
    })
}

fn fixture(path: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::fs::read_to_string(fixtures.join(path)).unwrap()
}

/// What the models of seed 004 define.
fn models() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/seed004/expected");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().map(std::fs::read_to_string);
    texts.collect::<Result<String, _>>().unwrap()
}

/// Makes one of the schemas in a database of its name.
async fn make(server: &TestServer, name: &str) {
    let single = fixture("catalog/mutations.sql");
    let scripts = match name {
        "kea" => vec![debian::kea().to_owned()],
        "pgagent" => vec![debian::pgagent()],
        "single" => vec![single],
        "rich" => vec![single, fixture("comparison/rich.sql")],
        "models" => vec![models()],
        "seed" => vec![fixture("seed004/database.sql")],
        _ => Vec::new(),
    };
    let of_seed = matches!(name, "models" | "seed");
    let owner = if of_seed { OWNER } else { server.user() };
    let mut plain = server.plain("postgres").await.unwrap();
    let statement = format!("create database {name} owner {owner}");
    plain.execute(&statement).await.unwrap();
    let mut plain = server.plain_as(owner, name).await.unwrap();
    for script in scripts {
        plain.execute(&script).await.unwrap();
    }
}

/// A server on which everything stands, and what each database is.
async fn ground() -> (TestServer, BTreeMap<&'static str, Catalog>) {
    let server = TestServer::with(Version::Bundled, |places| {
        for (name, value) in [("fsync", "off"), ("wal_level", "logical")] {
            places.settings.insert(name.to_owned(), value.to_owned());
        }
    })
    .await
    .unwrap();
    let mut plain = server.plain("postgres").await.unwrap();
    plain
        .execute(&format!("create role {OWNER} login"))
        .await
        .unwrap();
    let mut catalogs = BTreeMap::new();
    for name in SCHEMAS {
        make(&server, name).await;
        catalogs.insert(name, actual(&server, name).await);
    }
    (server, catalogs)
}

/// A copy of a database, without its rows: those that break what is expected are another test's affair.
async fn copy_without_rows(server: &TestServer, from: &str) {
    let mut plain = server.plain("postgres").await.unwrap();
    for statement in [
        "drop database if exists copy with (force)".to_owned(),
        format!("create database copy template {from} strategy file_copy"),
    ] {
        plain.execute(&statement).await.unwrap();
    }
    let mut plain = server.plain("copy").await.unwrap();
    plain
        .execute(
            "do $$ declare name text; begin for name in select oid::regclass::text from pg_class \
             where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)' loop \
             execute format('truncate %s cascade', name); end loop; end $$",
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn every_schema_leads_to_every_other() {
    let (server, catalogs) = ground().await;
    let mut wrong = Vec::new();
    let mut cannot = Vec::new();
    for is in catalogs.keys() {
        for (should, expected) in catalogs.iter().filter(|(should, _)| *should != is) {
            copy_without_rows(&server, is).await;
            match lead(&server, expected, "copy").await {
                Ending::Same { cannot: said } => {
                    let unknown = said.into_iter().filter(|one| !is_known(is, should, one));
                    cannot.extend(unknown.map(|one| (*is, *should, one)));
                }
                ending => wrong.push(format!("from {is} to {should}: {ending:#?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cannot.is_empty(), "{cannot:#?}");
}

/// Three addresses and two telephone numbers of the seed's users break what its models expect.
#[tokio::test]
async fn rows_that_break_what_is_expected_fail_where_it_was_said() {
    let (server, catalogs) = ground().await;
    let ending = lead(&server, &catalogs["models"], "seed").await;
    assert_eq!(ending, Ending::Refused);
}
