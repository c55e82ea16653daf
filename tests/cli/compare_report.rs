//! `provost schema compare` as a report: its forms, what it is made of, and the exit status that a CI acts on.

use std::process::Command;

use provost_tests::local::TestServer;
use serde_json::Value;

use crate::person::Person;

const SECRET: &str = "hunter2-in-the-file";

/// A database of an application whose chain is two migrations behind: `users` is there and two tables are not.
async fn application() -> TestServer {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("app").await.unwrap();
    let script = "create table users (id int primary key, email text, tfa_enabled boolean);
        insert into users values (1, 'a@example.org', true), (2, null, false);
        create table flyway_schema_history (
            installed_rank int primary key, version varchar(50), description varchar(200), type varchar(20),
            script varchar(1000), checksum int, installed_by varchar(100),
            installed_on timestamp default now(), execution_time int, success boolean);
        insert into flyway_schema_history values
            (1, '1', 'users', 'SQL', 'V1__users.sql', null, 'app', now(), 1, true);";
    let mut plain = server.plain("app").await.unwrap();
    plain.execute(script).await.unwrap();
    server
}

/// What the application should be, and how two of its environments reach it.
fn files(person: &Person) {
    std::fs::create_dir(person.path("migrations")).unwrap();
    for (name, text) in [
        (
            "migrations/V1__users.sql",
            "create table users (id int primary key, email text not null, tfa_enabled boolean);",
        ),
        (
            "migrations/V2__devices.sql",
            "create table registered_devices (id int primary key, user_id int references users (id));",
        ),
        (
            "migrations/V3__audit.sql",
            "create table audit_log (id bigint primary key, at timestamptz not null);",
        ),
        (
            "local.env",
            "POSTGRES_HOST=localhost\nPOSTGRES_DB=ai_workflow_engine\n",
        ),
        (
            "production.env",
            &format!("POSTGRES_HOST=postgres\nPOSTGRES_DB=app\nPOSTGRES_PASSWORD={SECRET}\n"),
        ),
    ] {
        std::fs::write(person.path(name), text).unwrap();
    }
}

fn shown(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().unwrap();
    assert!(output.status.success(), "{program} {words:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn compare<'w>(url: &'w str, more: &[&'w str]) -> Vec<&'w str> {
    let mut words = vec![
        "schema",
        "compare",
        "--url",
        url,
        "--expected",
        "migrations",
    ];
    words.extend([
        "--configuration",
        "local.env",
        "--configuration",
        "production.env",
    ]);
    words.extend(more);
    words
}

#[tokio::test]
async fn every_form_comes_from_one_run_and_none_holds_a_password() {
    let server = application().await;
    let url = server.url("app");
    let person = Person::new();
    files(&person);
    let names = ["r.html", "r.pdf", "r.json", "r.sql", "r.txt"];
    let outputs: Vec<&str> = names.iter().flat_map(|name| ["--output", name]).collect();
    let run = person.run(&compare(&url, &outputs)).ended(0);
    assert_eq!(run.out.lines().collect::<Vec<_>>(), names);
    for step in ["Reading", "Comparing", "Asking the server", "Counting rows"] {
        assert!(run.err.contains(step), "{step}: {run:?}");
    }
    let read = |name: &str| std::fs::read_to_string(person.path(name)).unwrap();
    let html = read("r.html");
    assert!(html.to_lowercase().starts_with("<!doctype html>"));
    assert!(!html.to_lowercase().contains("<script"));
    assert!(
        std::fs::read(person.path("r.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
    let pdf = person.path("r.pdf").display().to_string();
    let paper = shown("pdftotext", &[&pdf, "-"]);
    for wanted in [
        "registered_devices",
        "audit_log",
        "ai_workflow_engine",
        "production.env",
    ] {
        assert!(html.contains(wanted), "{wanted} in the page");
        assert!(paper.contains(wanted), "{wanted} on paper: {paper}");
    }
    let json: Value = serde_json::from_str(&read("r.json")).unwrap();
    assert_eq!(json["schema"], "provost.schema-compared/1");
    assert!(read("r.sql").contains("create table public.audit_log"));
    assert!(read("r.txt").contains("registered_devices is missing"));
    for text in [&html, &paper, &read("r.json"), &read("r.txt"), &run.err] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[tokio::test]
async fn the_report_for_programs_tells_what_was_pointed_at() {
    let server = application().await;
    let url = server.url("app");
    let person = Person::new();
    files(&person);
    let run = person.run(&compare(&url, &["--report", "--format", "json"]));
    let report = run.ended(0).json();
    assert_eq!(report["schema"], "provost.schema-consistency/1");
    // users, registered_devices and audit_log are expected; the tool's own table is nobody's.
    assert_eq!(report["tables"]["expected"], 3);
    assert_eq!(report["tables"]["present"], 1);
    assert_eq!(
        report["history"]["tool"], "flyway",
        "of the expected folder"
    );
    assert_eq!(report["history"]["pending"], serde_json::json!(["2", "3"]));
    let sources = report["connectivity"]["configurations"].as_array().unwrap();
    let sources: Vec<&str> = sources
        .iter()
        .map(|one| one["source"].as_str().unwrap())
        .collect();
    assert!(sources[0].starts_with("profile "), "{sources:?}");
    assert_eq!(sources[1..], ["local.env", "production.env"]);
    let codes: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    for code in [
        "tables-missing",
        "migrations-pending",
        "environments-differ",
        "secret-in-file",
        "rows-break-constraints",
    ] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    let broken = &report["integrity"]["missing"];
    let email = broken
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["object"]["name"] == "email")
        .unwrap_or_else(|| panic!("{broken}"));
    assert_eq!(
        email["breaking"]["rows"]["seen"], 1,
        "one user has no address: {email}"
    );
    assert!(!report.to_string().contains(SECRET));
}

#[tokio::test]
async fn a_named_folder_goes_before_the_expected_one_and_the_record_stands_alone() {
    let server = application().await;
    let url = server.url("app");
    let person = Person::new();
    files(&person);
    person
        .run(&["catalog", "--url", &url, "--output", "c.json"])
        .ended(0);
    let words = [
        "schema",
        "compare",
        "--url",
        &url,
        "--expected-catalog",
        "c.json",
    ];
    let report = |more: &[&str]| {
        let form = ["--report", "--format", "json"];
        person
            .run(&[&words[..], &form[..], more].concat())
            .ended(0)
            .json()
    };
    let alone = report(&[]);
    assert_eq!(alone["history"]["table"], "public.flyway_schema_history");
    assert_eq!(alone["history"]["pending"], serde_json::json!([]));
    let named = report(&["--migrations", "migrations"]);
    assert_eq!(named["history"]["pending"], serde_json::json!(["2", "3"]));
    let empty = report(&["--migrations", "local.env"]);
    assert_eq!(empty["history"]["unknown"], serde_json::json!(["1"]));
}

#[tokio::test]
async fn the_exit_status_follows_the_worst_finding_of_the_report() {
    let server = application().await;
    let url = server.url("app");
    let person = Person::new();
    files(&person);
    let report = person
        .run(&compare(&url, &["--report", "--format", "json"]))
        .ended(0)
        .json();
    let order = ["info", "low", "medium", "high", "critical"];
    let place = |severity: &Value| order.iter().position(|word| severity == *word).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let worst = findings.map(|one| place(&one["severity"])).max().unwrap();
    let limits = [("info", 1), (order[worst], 1)];
    for (limit, status) in limits {
        let words = compare(&url, &["--output", "r.html", "--fail-on", limit]);
        person.run(&words).ended(status);
        assert!(person.path("r.html").is_file(), "written all the same");
    }
    if let Some(above) = order.get(worst + 1) {
        let words = compare(&url, &["--output", "r.html", "--fail-on", above]);
        person.run(&words).ended(0);
    }
}

#[tokio::test]
async fn a_report_is_not_for_a_terminal() {
    let server = application().await;
    let url = server.url("app");
    let person = Person::new();
    files(&person);
    let program = person.command(&[]).get_program().display().to_string();
    for line in [
        format!("{program} schema compare --url '{url}' --expected migrations --format html"),
        format!("{program} schema compare --url '{url}' --expected migrations --format pdf"),
        format!("{program} audit --url '{url}' --format pdf"),
    ] {
        let mut typed = Command::new("script");
        typed.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        typed.envs(
            person
                .command(&[])
                .get_envs()
                .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))),
        );
        let output = typed.current_dir(person.path("")).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(2), "{line}: {said}");
        assert!(said.contains("--output"), "{said}");
        assert!(
            !said.contains("%PDF") && !said.contains("<!DOCTYPE"),
            "{said}"
        );
    }
    let piped = person.run(&compare(&url, &["--format", "html"])).ended(0);
    assert!(piped.out.to_lowercase().starts_with("<!doctype html>"));
}
