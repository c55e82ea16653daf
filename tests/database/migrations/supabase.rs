//! A folder of migrations of Supabase against the database in which it was run: what its server makes by itself is no
//! difference, and what the folder puts there is.

mod folder;

use std::path::Path;

use provost_app::connections::Opened;
use provost_app::environment::Environment;
use provost_app::schema::{Compared, ExpectedSource, compared};
use provost_app::{AppError, Workspace};
use provost_core::schema::comparison::Options;
use provost_postgres::{Database, Trust};
use provost_tests::local::{TestServer, open_folder};
use provost_tests::profile;

use crate::applied::{environment, write};
use folder::{FOLDER, SCHEDULED, SERVER};

const DATABASE: &str = "people";

/// A database of Supabase in which the folder was run.
async fn live(server: &TestServer) {
    server.create_database(DATABASE).await.unwrap();
    run(server, SERVER).await;
    // As the role of Supabase's migrations searches.
    run(
        server,
        "alter database people set search_path = '$user', public, extensions",
    )
    .await;
    for (path, text) in FOLDER {
        if path.contains("/migrations/") {
            run(server, &text.replace(SCHEDULED, "")).await;
        }
    }
    run(server, "alter database people reset search_path").await;
}

async fn run(server: &TestServer, sql: &str) {
    let mut plain = server.plain(DATABASE).await.unwrap();
    if let Err(error) = plain.execute(sql).await {
        panic!("{error}: {sql}");
    }
}

/// A database compared with what a path holds.
async fn of(
    server: &TestServer,
    database: &str,
    path: &Path,
    environment: &Environment,
) -> Result<Compared, AppError> {
    let profile = profile::of(server, database, server.user());
    let opened = Opened {
        database: Database::open(&profile, None, &Trust::default()).unwrap(),
        profile,
    };
    let source = ExpectedSource::Sql(path.to_owned());
    compared(&opened, source, Options::default(), environment, |_| {}).await
}

/// The differences of a comparison, each as one line.
fn told(compared: &Compared) -> Vec<String> {
    let differences = compared.report.comparison.differences.iter();
    let told =
        differences.map(|one| format!("{} {:?} {:?}", one.object, one.change, one.properties));
    told.collect()
}

/// The objects that differ, and how.
fn short(compared: &Compared) -> Vec<String> {
    let differences = compared.report.comparison.differences.iter();
    let mut short: Vec<String> = differences
        .map(|one| format!("{} {:?}", one.object, one.change))
        .collect();
    short.sort();
    short
}

/// What the folder puts on tables of the server goes, and somebody puts there what no migration does.
const TAMPERED: &str = "
    drop trigger on_auth_user_created on auth.users;
    drop policy \"Avatars are public.\" on storage.objects;
";
const ADDED: &str = "
    create policy everybody on storage.objects using (true);
    create function public.spy() returns trigger language plpgsql as 'begin return new; end';
    create trigger spy after update on auth.users for each row execute function public.spy();
";

#[tokio::test]
async fn a_folder_of_supabase_differs_only_in_what_the_folder_says() {
    let home = open_folder().unwrap();
    let environment = environment(home.path());
    // One lease for all, so that the server is not started for each.
    let workspace = Workspace::start(&environment).await.unwrap();
    let place = home.path().join("shop");
    write(&place, FOLDER);
    let server = TestServer::bundled().await.unwrap();
    live(&server).await;
    let same = of(&server, DATABASE, &place, &environment).await.unwrap();
    assert_eq!(told(&same), Vec::<String>::new(), "{:?}", same.report.notes);
    let not_compared: Vec<&str> = same
        .report
        .not_compared
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    for what in [
        "schema auth",
        "schema storage",
        "schema realtime",
        "schema vault",
    ] {
        assert!(not_compared.contains(&what), "{what}: {not_compared:?}");
    }
    assert!(!not_compared.contains(&"schema cron"), "{not_compared:?}");
    let notes = &same.report.notes;
    assert!(notes.iter().any(|one| one.contains("cron")), "{notes:?}");
    run(&server, TAMPERED).await;
    let missing = of(&server, DATABASE, &place, &environment).await.unwrap();
    assert_eq!(
        short(&missing),
        [
            "policy storage.objects.Avatars are public. Missing",
            "trigger auth.users.on_auth_user_created Missing",
        ]
    );
    run(&server, ADDED).await;
    let added = of(&server, DATABASE, &place, &environment).await.unwrap();
    let unexpected: Vec<String> = short(&added)
        .into_iter()
        .filter(|one| one.ends_with("Unexpected"))
        .collect();
    assert_eq!(
        unexpected,
        [
            "function public.spy() Unexpected",
            "policy storage.objects.everybody Unexpected",
            "trigger auth.users.spy Unexpected",
        ]
    );
    workspace.stop().await;
}

#[tokio::test]
async fn a_file_that_names_what_only_supabase_has_is_run_where_that_is() {
    let home = open_folder().unwrap();
    let environment = environment(home.path());
    let workspace = Workspace::start(&environment).await.unwrap();
    let server = TestServer::bundled().await.unwrap();
    live(&server).await;
    let whole: String = FOLDER
        .iter()
        .filter(|(path, _)| path.contains("/migrations/"))
        .map(|(_, text)| *text)
        .collect();
    let file = home.path().join("schema.sql");
    std::fs::write(&file, &whole).unwrap();
    let same = of(&server, DATABASE, &file, &environment).await.unwrap();
    assert_eq!(told(&same), Vec::<String>::new(), "{:?}", same.report.notes);
    // In a database of nobody's platform its tables are not missing, and what should hang on them is told.
    server.create_database("plain").await.unwrap();
    let elsewhere = of(&server, "plain", &file, &environment).await.unwrap();
    let of_platform = |one: &&String| one.contains(" auth") || one.contains(" storage");
    assert_eq!(short(&elsewhere).iter().find(of_platform), None);
    let notes = &elsewhere.report.notes;
    assert!(
        notes
            .iter()
            .any(|one| one.contains("auth.users is not in this database")
                && one.contains("on_auth_user_created")),
        "{notes:?}"
    );
    // Who makes these tables by himself is told what his own SQL lacks.
    let own = "create schema auth; create table mine (id uuid references auth.users); create table auth.users (id uuid);";
    std::fs::write(&file, own).unwrap();
    let refused = of(&server, "plain", &file, &environment).await.unwrap_err();
    assert!(
        refused.to_string().contains("create table mine"),
        "{refused}"
    );
    workspace.stop().await;
}
