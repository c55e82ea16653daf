//! A schema with one object of nearly every kind, and single changes of it: each is noticed, with the right kind, and what
//! the comparison writes brings each back.

use provost_core::catalog::Catalog;
use provost_core::schema::comparison::script::script;
use provost_core::schema::comparison::{Comparison, ObjectKind, Options, compare};
use provost_tests::local::{TestServer, Version};
use provost_tests::plain::Plain;

use crate::place::{actual, dump};

const BASE: &str = include_str!("../../fixtures/catalog/mutations.sql");
const MUTATIONS: &str = include_str!("../../fixtures/catalog/mutations.txt");

/// Changes that cannot show between two databases.
const VOID: [&str; 3] = ["noop", "noop_dump_restore", "role_attr"];

/// The catalog only claims a version here, so no update can lead from it to another.
const CLAIMED: &str = "ext_version";

fn options() -> Options {
    Options {
        schemas: Vec::new(),
        owners: true,
    }
}

async fn base() -> (TestServer, Plain, Catalog) {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("base").await.unwrap();
    let mut plain = server.plain("base").await.unwrap();
    plain.execute(BASE).await.unwrap();
    drop(plain);
    let catalog = actual(&server, "base").await;
    let plain = server.plain("postgres").await.unwrap();
    (server, plain, catalog)
}

fn told(comparison: &Comparison) -> Vec<String> {
    let differences = comparison.differences.iter();
    differences
        .map(|one| format!("{} {:?} {:?}", one.object, one.change, one.properties))
        .collect()
}

/// The kinds of object that a change of this name may show as.
fn kinds(name: &str) -> &'static [ObjectKind] {
    use ObjectKind as Kind;
    match name {
        "unique_to_index" => return &[Kind::Unique, Kind::Index],
        "constraint_rename" => return &[Kind::Check],
        "identity_seq_opts" | "grant_sequence" => return &[Kind::Sequence],
        "db_setting" => return &[Kind::DatabaseSetting],
        "grant_column" | "comment_column" | "foreign_table_col" => return &[Kind::Column],
        "grant_schema" => return &[Kind::Schema],
        "grant_function" => return &[Kind::Function],
        "default_privs" => return &[Kind::DefaultPrivileges],
        "mv_index_drop" => return &[Kind::Index],
        "fdw_server_option" => return &[Kind::ForeignServer],
        "event_trigger" => return &[Kind::EventTrigger],
        _ => {}
    }
    match name.split('_').next().unwrap_or_default() {
        "col" | "generated" | "identity" => &[Kind::Column, Kind::Table],
        "table" | "grant" | "replica" | "inherit" | "rls" | "partition" | "comment" => {
            &[Kind::Table]
        }
        "pk" => &[Kind::PrimaryKey],
        "check" => &[Kind::Check],
        "unique" => &[Kind::Unique],
        "fk" => &[Kind::ForeignKey],
        "excl" => &[Kind::Exclusion],
        "idx" => &[Kind::Index],
        "view" => &[Kind::View],
        "mv" => &[Kind::MaterializedView],
        "func" => &[Kind::Function],
        "proc" => &[Kind::Procedure],
        "agg" => &[Kind::Aggregate],
        "trigger" => &[Kind::Trigger],
        "enum" => &[Kind::Enum],
        "domain" => &[Kind::Domain],
        "composite" => &[Kind::Type],
        "seq" => &[Kind::Sequence],
        "policy" => &[Kind::Policy],
        "ext" => &[Kind::Extension],
        "stats" => &[Kind::Statistics],
        "rule" => &[Kind::Rule],
        "publication" => &[Kind::Publication],
        "cast" => &[Kind::Cast],
        "collation" | "operator" | "ts" => &[Kind::Other],
        "schema" => &[Kind::Schema],
        _ => panic!("{name} has no kind"),
    }
}

async fn copy(plain: &mut Plain) {
    plain.execute("drop database if exists copy").await.unwrap();
    plain
        .execute("create database copy template base")
        .await
        .unwrap();
}

#[tokio::test]
async fn every_single_change_is_noticed_with_its_kind_and_can_be_taken_back() {
    let (server, mut plain, expected) = base().await;
    let mut missed = Vec::new();
    let mut stayed = Vec::new();
    let mut noticed = 0;
    for line in MUTATIONS.lines().filter(|line| !line.starts_with('#')) {
        let (name, sql) = line.split_once('|').unwrap();
        if VOID.contains(&name) {
            continue;
        }
        copy(&mut plain).await;
        server
            .plain("copy")
            .await
            .unwrap()
            .execute(sql)
            .await
            .unwrap();
        let is = actual(&server, "copy").await;
        let comparison = compare(&expected, &is, &options());
        let found = comparison.differences.iter();
        if found
            .clone()
            .any(|one| kinds(name).contains(&one.object.kind))
        {
            noticed += 1;
        } else {
            missed.push(format!("{name}: {:?}", told(&comparison)));
            continue;
        }
        if name == CLAIMED {
            continue;
        }
        let back = script(&expected, &is, &comparison);
        let mut text = back.preparation.clone();
        text.extend(back.statements.iter().map(|one| one.sql.clone()));
        let mut changed = server.plain("copy").await.unwrap();
        for statement in &text {
            if let Err(error) = changed.execute(statement).await {
                stayed.push(format!("{name}: {statement}: {error}"));
            }
        }
        drop(changed);
        let again = compare(&expected, &actual(&server, "copy").await, &options());
        let unsaid = again.differences.iter().filter(|one| {
            !one.noise && !back.cannot.iter().any(|cannot| cannot.object == one.object)
        });
        stayed.extend(unsaid.map(|one| format!("{name}: {} {:?}", one.object, one.properties)));
    }
    assert!(noticed >= 112, "{noticed} noticed; missed: {missed:#?}");
    assert_eq!(stayed, Vec::<String>::new());
}

#[tokio::test]
async fn a_schema_does_not_differ_from_itself_nor_from_its_dump() {
    let (server, mut plain, expected) = base().await;
    assert_eq!(
        told(&compare(&expected, &expected, &options())),
        Vec::<String>::new()
    );
    copy(&mut plain).await;
    let same = actual(&server, "copy").await;
    assert_eq!(
        told(&compare(&expected, &same, &options())),
        Vec::<String>::new()
    );
    let text = dump(&server, Version::Bundled, "base");
    let restored: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with('\\'))
        .collect();
    let restored = restored.join("\n");
    server.create_database("restored").await.unwrap();
    server
        .plain("restored")
        .await
        .unwrap()
        .execute(&restored)
        .await
        .unwrap();
    let restored = actual(&server, "restored").await;
    assert_eq!(
        told(&compare(&expected, &restored, &options())),
        Vec::<String>::new()
    );
}
