//! Makes both sides of the seed on a server, and the report on one of them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use provost_app::connections::Opened;
use provost_app::environment as app;
use provost_app::schema::{ExpectedSource, Sources, compared, consistency};
use provost_core::catalog::Catalog;
use provost_core::connections::{Environment, Profile};
use provost_core::schema::comparison::Options;
use provost_core::schema::consistency::Consistency;
use provost_postgres::catalog;
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

/// The report on a database, as the program makes it; with the folder of the migrations and the files of the environments,
/// or without.
pub(super) async fn report(
    expected: &Catalog,
    (profile, _): &(Profile, Catalog),
    with_files: bool,
) -> Consistency {
    let opened = Opened {
        database: open(profile),
        profile: profile.clone(),
    };
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("models.json");
    std::fs::write(&models, serde_json::to_vec(expected).unwrap()).unwrap();
    let source = ExpectedSource::Catalog(models);
    let environment = nowhere(folder.path());
    let compared = compared(&opened, source, Options::default(), &environment, |_| {}).await;
    let compared = Arc::new(compared.unwrap());
    let sources = if with_files {
        Sources {
            migrations: Some(fixture("migrations")),
            configurations: vec![fixture("environments")],
        }
    } else {
        Sources::default()
    };
    let made = consistency(&opened, &compared, &sources, |_| {}).await;
    made.unwrap()
}

/// Where a comparison of two databases keeps nothing.
fn nowhere(folder: &Path) -> app::Environment {
    let folder = folder.to_owned();
    app::Environment {
        config_folder: folder.clone(),
        data_folder: folder.clone(),
        reports_folder: folder.clone(),
        program: folder.join("provost"),
        runtime_folder: folder.clone(),
        system_roots: None,
        postgres: folder.clone(),
        service_file: folder.join("pg_service.conf"),
        user: "nobody".to_owned(),
        display: false,
    }
}
