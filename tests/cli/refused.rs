//! What the program refuses, and how it says so: before it touches anything where words are wrong.

use std::net::TcpListener;

use provost_tests::local::TestServer;

use crate::person::Person;

#[test]
fn wrong_words_are_told_before_anything_is_touched() {
    let person = Person::new();
    for words in [
        &["audti"][..],
        &["audit", "--format", "docx"],
        &[
            "audit",
            "--catalog",
            "c.json",
            "--url",
            "postgres://u@127.0.0.1/x",
        ],
        &[
            "audit",
            "--profile",
            "a",
            "--url",
            "postgres://u@127.0.0.1/x",
        ],
        &["audit", "--fail-on", "fatal"],
        &["connections", "add", "--name", "till"],
        &[],
    ] {
        let run = person.run(words).ended(2);
        let told = run.err.starts_with("error: ") || run.err.contains("Usage: provost");
        assert!(told && run.out.is_empty(), "{run:?}");
    }
    assert_eq!(crate::person::files(&person.path("data")).len(), 0);
    assert_eq!(crate::person::files(&person.path("config")).len(), 0);
}

#[test]
fn an_unknown_ending_is_told_before_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let url = format!("postgres://u@127.0.0.1:{port}/x?sslmode=disable");
    let run = Person::new()
        .run(&["audit", "--url", &url, "-o", "a.pdf", "-o", "report.docx"])
        .ended(2);
    assert!(
        run.err
            .contains("report.docx: the ending does not tell the form"),
        "{run:?}"
    );
    assert!(run.err.contains("--format"), "{run:?}");
    assert!(listener.accept().is_err(), "nobody came");
}

#[test]
fn a_server_that_is_not_there_is_told_with_what_to_do() {
    let person = Person::new();
    let url = "postgres://u@127.0.0.1:1/x?sslmode=disable";
    for words in [
        &["audit", "--url", url][..],
        &["catalog", "--url", url],
        &["connections", "test", "--url", url],
    ] {
        let run = person.run(words).ended(3);
        let lines: Vec<&str> = run
            .err
            .lines()
            .filter(|line| !line.ends_with('…'))
            .collect();
        assert!(lines.len() >= 2, "{run:?}");
        assert!(
            lines[0].starts_with("provost: ") && lines[0].contains("127.0.0.1:1"),
            "{run:?}"
        );
        assert!(lines[1].starts_with("  "), "what to do: {run:?}");
        assert_eq!(run.out, "");
    }
}

#[test]
fn a_line_in_the_clear_to_another_machine_must_be_accepted_in_words() {
    let person = Person::new();
    let url = "postgres://u@db.example.org/x?sslmode=disable";
    let add = ["connections", "add", "--name", "far", "--url", url];
    let run = person.run(&add).ended(2);
    assert!(run.err.contains("TLS"), "{run:?}");
    assert!(!person.path("config/provost/connections.toml").exists());
    let run = person.run(&["audit", "--url", url]).ended(2);
    assert!(run.err.contains("TLS"), "{run:?}");
    let accepted = [&add[..], &["--accept-plain-text"]].concat();
    person.run(&accepted).ended(0);
    let text = std::fs::read_to_string(person.path("config/provost/connections.toml")).unwrap();
    assert!(text.contains("db.example.org"), "{text}");
}

#[test]
fn a_connection_that_is_not_there_is_told() {
    let person = Person::new();
    for words in [
        &["audit", "--profile", "nobody"][..],
        &["connections", "test", "--profile", "nobody"],
        &["connections", "remove", "nobody"],
    ] {
        let run = person.run(words).ended(2);
        let wanted = "There is no connection named \"nobody\" in ";
        assert!(run.err.contains(wanted), "{run:?}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_told() {
    let server = TestServer::bundled().await.unwrap();
    let url = server.url("postgres");
    for words in [
        &["audit", "--url", &url, "-o", "nowhere/a.json"][..],
        &["audit", "--url", &url, "-o", "nowhere/a.txt"],
        &["catalog", "--url", &url, "-o", "nowhere/c.json"],
    ] {
        let run = Person::new().run(words).ended(3);
        assert!(run.err.contains("nowhere/"), "{run:?}");
    }
}
