//! `provost schema migrations`: the chain of a folder, where a database stands on it, and what is wrong.

use provost_tests::local::TestServer;

use crate::person::Person;

const STEPS: [(&str, &str); 4] = [
    ("a1b2c3d4e5f6", "None"),
    ("e1f2g3h4i5j6", "'a1b2c3d4e5f6'"),
    ("b7c8d9e0f1a2", "'e1f2g3h4i5j6'"),
    ("enhanced_2fa_system_20250803", "'c3d7a3a4d59c'"),
];

/// A folder of Alembic in the home of a person, in which `c3d7a3a4d59c` is missing.
fn versions(person: &Person) {
    let folder = person.path("alembic/versions");
    std::fs::create_dir_all(&folder).unwrap();
    for (id, before) in STEPS {
        let text = format!("\"\"\"Make {id}.\"\"\"\nrevision = '{id}'\ndown_revision = {before}\n");
        std::fs::write(folder.join(format!("{id}.py")), text).unwrap();
    }
}

async fn chat() -> TestServer {
    let server = TestServer::bundled().await.unwrap();
    let script = "create table alembic_version (version_num varchar(32) primary key);
        insert into alembic_version values ('e1f2g3h4i5j6');
        create table users (id int primary key);
        create role stranger login;";
    let mut plain = server.plain("postgres").await.unwrap();
    plain.execute(script).await.unwrap();
    server
}

#[tokio::test]
async fn a_database_is_placed_on_the_chain() {
    let server = chat().await;
    let url = server.url("postgres");
    let person = Person::new();
    versions(&person);
    let words = ["schema", "migrations", "alembic", "--url", &url];
    let run = |more: &[&str]| person.run(&[&words[..], more].concat());

    let json = run(&["--format", "json"]).ended(0).json();
    assert_eq!(json["schema"], "provost.migration-history/1");
    assert_eq!(json["tool"], "alembic");
    assert_eq!(json["table"], "public.alembic_version");
    assert_eq!(json["current"][0], "e1f2g3h4i5j6");
    assert_eq!(json["pending"][0], "b7c8d9e0f1a2");
    assert_eq!(json["blocked"][0], "enhanced_2fa_system_20250803");
    assert_eq!(json["defects"][0]["severity"], "critical");
    let advice = json["defects"][0]["advice"].as_str().unwrap();
    assert!(
        advice.starts_with("Bring the file back from version control"),
        "{advice}"
    );
    assert_eq!(json["remarks"].as_array().unwrap().len(), 0);

    let text = run(&[]).ended(0).out;
    for wanted in [
        "Migrations of Alembic",
        "recorded in public.alembic_version",
        "The database stands at e1f2g3h4i5j6 (Make e1f2g3h4i5j6.)",
        "2 of 4 migrations are applied.",
        "Pending, in order (1):",
        "Blocked: what comes before is missing (1):",
        "CRITICAL  ",
        "Bring the file back from version control",
        "Heads: b7c8d9e0f1a2, enhanced_2fa_system_20250803",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(
        !text.contains('\u{1b}'),
        "no colour where there is no terminal"
    );

    run(&["--fail-on", "critical"]).ended(1);
    let written = run(&["--output", "graph.svg"]).ended(0);
    assert_eq!(written.out, "graph.svg\n");
    let svg = std::fs::read_to_string(person.path("graph.svg")).unwrap();
    assert_eq!(
        svg,
        run(&["--format", "svg"]).ended(0).out,
        "the same bytes"
    );
    assert!(svg.contains("<title>Migrations of Alembic</title>"));
    // Dark ink on whatever a viewer shows below it would not be read.
    let ground = "</desc><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>";
    assert_eq!(svg.matches(ground).count(), 1);
    assert!(svg.contains(
        "The database stands at: e1f2g3h4i5j6. Missing, though others follow on it: c3d7a3a4d59c."
    ));
    run(&["--output", "text.txt"]).ended(0);
    let plain = std::fs::read_to_string(person.path("text.txt")).unwrap();
    assert!(plain.starts_with("Migrations of Alembic\n"), "{plain}");
    run(&["--output", "graph.png"]).ended(2);
}

#[tokio::test]
async fn a_table_that_may_not_be_read_is_told_beside_what_the_folder_says() {
    let server = chat().await;
    let own = format!("user={}", server.user());
    let url = server.url("postgres").replace(&own, "user=stranger");
    let person = Person::new();
    versions(&person);
    let run = person
        .run(&["schema", "migrations", "alembic", "--url", &url])
        .ended(3);
    assert!(
        run.out
            .contains("Note: The role may not read public.alembic_version."),
        "{run:?}"
    );
    assert!(!run.out.contains("Nothing is applied"), "{run:?}");
}

#[test]
fn a_folder_alone_is_read_and_what_is_none_is_refused() {
    let person = Person::new();
    versions(&person);
    let text = person
        .run(&["schema", "migrations", "alembic"])
        .ended(0)
        .out;
    assert!(text.contains("compared with no database"), "{text}");
    assert!(!text.contains("Pending"), "{text}");
    let one = ["schema", "migrations", "alembic/versions/a1b2c3d4e5f6.py"];
    let text = person.run(&one).ended(0).out;
    assert!(
        text.contains("Nothing is wrong with the history."),
        "{text}"
    );

    std::fs::create_dir(person.path("empty")).unwrap();
    let refused = person.run(&["schema", "migrations", "empty"]).ended(2);
    assert!(refused.err.contains("holds no migrations"), "{refused:?}");
    person.run(&["schema", "migrations", "nowhere"]).ended(3);
    person.run(&["schema", "migrations"]).ended(2);
    person
        .run(&["schema", "migrations", "alembic", "--password-stdin"])
        .ended(2);
    assert_eq!(crate::person::files(&person.path("data")).len(), 0);
}

#[test]
fn chains_that_have_nothing_to_do_with_each_other_are_not_told_as_one() {
    let person = Person::new();
    versions(&person);
    for environment in ["alembic", "alembic/other"] {
        std::fs::create_dir_all(person.path(environment)).unwrap();
        let file = person.path(environment).join("env.py");
        std::fs::write(file, "from alembic import context\n").unwrap();
    }
    let run = person.run(&["schema", "migrations", "alembic"]).ended(2);
    assert!(run.err.contains("2 Alembic environments"), "{}", run.err);
    assert!(run.err.contains("., other"), "{}", run.err);
}
