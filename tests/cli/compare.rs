//! `provost schema compare`: what a database should be, from each of the four sources, and what it says then.

use provost_tests::local::Version;

use crate::person::{Person, shop};

fn migrations(person: &Person) -> String {
    let folder = person.path("migrations");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in [
        (
            "V1__users.sql",
            "create table app_users (id int primary key, email text not null);",
        ),
        (
            "V2__orders.sql",
            "create table orders (id int primary key, of int references app_users (id));",
        ),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder.display().to_string()
}

#[tokio::test]
async fn a_folder_of_migrations_says_what_is_missing_and_the_sql_brings_it() {
    let person = Person::new();
    let server = shop(Version::Bundled).await;
    let url = server.url("shop");
    let folder = migrations(&person);
    let words = [
        "schema",
        "compare",
        "--url",
        &url,
        "--expected",
        &folder,
        "--schema",
        "public",
    ];
    let run = person
        .run(&[&words[..], &["--fail-on", "high"]].concat())
        .ended(1);
    for said in [
        "0 of 2",
        "app_users is missing",
        "migrations of Flyway",
        "--format sql",
    ] {
        assert!(run.out.contains(said), "{said}: {run:?}");
    }
    let json = person
        .run(&[&words[..], &["--format", "json"]].concat())
        .ended(0)
        .json();
    assert_eq!(json["schema"], "provost.schema-compared/1");
    assert_eq!(json["expectedFrom"]["kind"], "sql");
    person
        .run(&[&words[..], &["--output", "back.sql"]].concat())
        .ended(0);
    let sql = std::fs::read_to_string(person.path("back.sql")).unwrap();
    assert!(
        sql.contains("begin;") && sql.contains("create table public.orders"),
        "{sql}"
    );
    server
        .plain("shop")
        .await
        .unwrap()
        .execute(&sql)
        .await
        .unwrap();
    let run = person.run(&words).ended(0);
    assert!(run.out.contains("No difference."), "{run:?}");
}

#[tokio::test]
async fn a_saved_catalog_is_the_expected_state_of_its_own_database() {
    let person = Person::new();
    let server = shop(Version::Bundled).await;
    let url = server.url("shop");
    person
        .run(&["catalog", "--url", &url, "--output", "shop.json"])
        .ended(0);
    let words = [
        "schema",
        "compare",
        "--url",
        &url,
        "--expected-catalog",
        "shop.json",
        "--owners",
    ];
    let run = person.run(&words).ended(0);
    assert!(run.out.contains("No difference."), "{run:?}");
    let mut plain = server.plain("shop").await.unwrap();
    plain
        .execute("create table public.stray (id int)")
        .await
        .unwrap();
    let run = person.run(&words).ended(0);
    assert!(run.out.contains("public.stray is not expected"), "{run:?}");
}

#[tokio::test]
async fn another_connection_is_the_expected_state_also_on_the_same_server() {
    let person = Person::new();
    let server = shop(Version::Bundled).await;
    server.create_database("next").await.unwrap();
    let mut plain = server.plain("next").await.unwrap();
    plain
        .execute("create table only_next (id int primary key)")
        .await
        .unwrap();
    for (name, database) in [("Shop", "shop"), ("Next", "next")] {
        let url = server.url(database);
        person
            .run(&["connections", "add", "--name", name, "--url", &url])
            .ended(0);
    }
    let compare = |profile: &str, expected: &str, more: &[&str]| {
        let words = ["schema", "compare", "--profile", profile];
        person.run(&[&words[..], &["--expected-profile", expected], more].concat())
    };
    let run = compare("shop", "next", &["--fail-on", "info"]).ended(1);
    assert!(run.out.contains("public.only_next is missing"), "{run:?}");
    assert!(run.out.contains("the connection Next"), "{run:?}");
    assert!(run.err.contains("of what is expected"), "{run:?}");
    let run = compare("next", "shop", &["--schema", "public"]).ended(0);
    assert!(
        run.out.contains("public.only_next is not expected"),
        "{run:?}"
    );
    let run = compare("next", "next", &["--fail-on", "info", "--owners"]).ended(0);
    assert!(run.out.contains("No difference."), "{run:?}");
}

#[test]
fn the_packs_are_expected_of_the_workspace() {
    let person = Person::new();
    let run = person
        .run(&["schema", "compare", "--expected-packs"])
        .ended(0);
    assert!(
        run.out.contains("governance.ai_data_consent is missing"),
        "{run:?}"
    );
    person.run(&["schema", "apply"]).ended(0);
    let run = person
        .run(&["schema", "compare", "--expected-packs", "--fail-on", "low"])
        .ended(0);
    assert!(run.out.contains("No difference."), "{run:?}");
}

#[test]
fn what_cannot_be_run_is_bad_input() {
    let person = Person::new();
    std::fs::write(
        person.path("bad.sql"),
        "create table a (id int);\ncreate tabel b ();\n",
    )
    .unwrap();
    let run = person
        .run(&["schema", "compare", "--expected", "bad.sql"])
        .ended(2);
    assert!(
        run.err.contains("bad.sql, line 2") && run.err.contains("create tabel b"),
        "{run:?}"
    );
    for words in [
        &["schema", "compare"][..],
        &["schema", "compare", "--expected", "a", "--expected-packs"],
        &[
            "schema",
            "compare",
            "--expected",
            "bad.sql",
            "--output",
            "a.doc",
        ],
    ] {
        person.run(words).ended(2);
    }
    person
        .run(&["schema", "compare", "--expected", "absent.sql"])
        .ended(3);
}
