//! Makes both sides of the seed on a server, and the report on one of them.

use std::path::{Path, PathBuf};

use provost_app::connections::Opened;
use provost_app::schema::{configurations, migrations};
use provost_core::audit::audit;
use provost_core::catalog::Catalog;
use provost_core::connections::{Environment, Profile};
use provost_core::schema::comparison::script::script;
use provost_core::schema::comparison::{Options, compare};
use provost_core::schema::configuration::of_profile;
use provost_core::schema::consistency::{Consistency, Known, assess};
use provost_core::schema::{COMPARISON_REPORT_SCHEMA, ComparisonReport, ExpectedFrom};
use provost_postgres::catalog;
use provost_postgres::schema::{breaking_rows, infrastructure};
use provost_tests::local::TestServer;
use provost_tests::profile;

use crate::place::open;

/// What the seed's section 1 calls the database and its role.
pub(super) const DATABASE: &str = "ai_workflow_db";
pub(super) const OWNER: &str = "app_user";

fn fixture(path: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/seed004");
    fixtures.join(path)
}

/// A database of its owner, made by scripts.
async fn made(server: &TestServer, name: &str, scripts: &[PathBuf]) -> (Profile, Catalog) {
    let mut plain = server.plain("postgres").await.unwrap();
    let statement = format!("create database {name} owner {OWNER}");
    plain.execute(&statement).await.unwrap();
    let mut plain = server.plain_as(OWNER, name).await.unwrap();
    for script in scripts {
        let sql = std::fs::read_to_string(script).unwrap();
        plain.execute(&sql).await.unwrap();
    }
    let mut profile = profile::of(server, name, OWNER);
    profile.name = "AI Workflow Engine".to_owned();
    profile.environment = Environment::Production;
    let catalog = catalog::read(&open(&profile), &|_| {}).await.unwrap();
    (profile, catalog)
}

/// The two sides on a server: what the models of the seed define, and its database.
pub(super) struct Sides {
    pub(super) expected: (Profile, Catalog),
    pub(super) actual: (Profile, Catalog),
}

pub(super) async fn sides(server: &TestServer) -> Sides {
    let mut plain = server.plain("postgres").await.unwrap();
    plain.execute("create role app_user login").await.unwrap();
    let mut scripts: Vec<PathBuf> = std::fs::read_dir(fixture("expected"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    scripts.sort();
    Sides {
        expected: made(server, "as_the_models_say", &scripts).await,
        actual: made(server, DATABASE, &[fixture("database.sql")]).await,
    }
}

/// The report on a database; with the folder of the migrations and the files of the environments, or without.
pub(super) async fn report(
    expected: &Catalog,
    (profile, actual): &(Profile, Catalog),
    with_files: bool,
) -> Consistency {
    let database = open(profile);
    let comparison = compare(expected, actual, &Options::default());
    let infrastructure = infrastructure(&database, profile, actual).await.unwrap();
    let breaking = breaking_rows(&database, expected, actual, &comparison, &|_, _| {});
    let breaking = breaking.await.unwrap();
    let mut files = vec![of_profile(profile)];
    let mut history = None;
    if with_files {
        let opened = Opened {
            database,
            profile: profile.clone(),
        };
        let read = migrations(&fixture("migrations"), Some(&opened)).await;
        history = Some(read.unwrap().history);
        files.extend(configurations(&[fixture("environments")]).unwrap());
    }
    let script = script(expected, actual, &comparison);
    let comparison = ComparisonReport {
        schema: COMPARISON_REPORT_SCHEMA.to_owned(),
        name: profile.name.clone(),
        taken_at: actual.taken_at,
        expected_from: ExpectedFrom::Sql("the models".to_owned()),
        comparison,
        script,
        not_compared: Vec::new(),
        notes: Vec::new(),
    };
    assess(&Known {
        name: &profile.name,
        environment: profile.environment,
        generated_at: actual.taken_at,
        product_version: "0.0.0",
        comparison: &comparison,
        expected,
        actual,
        audit: &audit(actual),
        history: history.as_ref(),
        configurations: &files,
        infrastructure: &infrastructure,
        breaking: &breaking,
    })
}
