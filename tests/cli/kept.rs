//! Connections that are kept, with their passwords in a real keyring.

use provost_tests::local::{PASSWORD, TestServer, Version};
use provost_tests::secret_service::Home;
use serde_json::Value;

use crate::person::{Person, bare_url, files};

fn words(line: &str) -> Vec<&str> {
    line.split(' ').collect()
}

/// The connections, as programs read them.
fn listed(person: &Person) -> Vec<Value> {
    let list = person
        .run(&words("connections list --format json"))
        .ended(0);
    assert!(!list.out.contains(PASSWORD), "{list:?}");
    let json = list.json();
    assert_eq!(json["schema"], "provost.connections/1");
    json["connections"].as_array().unwrap().clone()
}

fn assert_not_on_the_disk(person: &Person, secret: &str) {
    for file in files(&person.path("")) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let held = bytes
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        assert!(!held, "{}", file.display());
    }
}

#[tokio::test]
async fn a_connection_is_added_listed_tested_audited_and_removed() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let keyring = Home::with_keyring().unwrap();
    let bus = format!("unix:path={}", keyring.path().join("run/bus").display());
    let person = Person::new().with("DBUS_SESSION_BUS_ADDRESS", bus);
    let url = bare_url(&server, "postgres");
    let line = format!("{PASSWORD}\n");
    let add =
        format!("connections add --name Till --url {url} --environment testing --password-stdin");
    assert_eq!(
        person.run_typing(&words(&add), &line).ended(0).out,
        "Added Till.\n"
    );
    let run = person.run_typing(&words(&add), &line).ended(2);
    assert!(run.err.contains("Till"), "a name is taken once: {run:?}");

    let [entry] = listed(&person).try_into().unwrap();
    assert_eq!(entry["profile"]["name"], "Till");
    assert_eq!(entry["profile"]["environment"], "testing");
    assert_eq!(entry["secret"], "keyring");
    let list = person.run(&words("connections list")).ended(0);
    assert!(
        list.out.contains("in the keyring") && !list.out.contains(PASSWORD),
        "{list:?}"
    );

    let test = words("connections test --profile till --format json");
    let report = person.run(&test).ended(0).json();
    assert_eq!(report["schema"], "provost.connection/1");
    assert_eq!(report["report"]["superuser"], true);
    person.run(&words("audit --profile TILL")).ended(0);
    let typed = words("connections test --profile till --password-stdin");
    person.run_typing(&typed, "another\n").ended(3);
    assert_not_on_the_disk(&person, PASSWORD);

    let removed = person.run(&words("connections remove till")).ended(0);
    assert_eq!(removed.out, "Removed Till.\n");
    assert_eq!(listed(&person).len(), 0);
    person.run(&test).ended(2);
}

#[tokio::test]
async fn without_a_keyring_a_password_is_not_kept_and_that_is_said() {
    let server = TestServer::on_tcp(Version::Bundled).await.unwrap();
    let person = Person::new();
    let url = bare_url(&server, "postgres");
    let add = format!("connections add --name Till --url {url} --password-stdin");
    let run = person
        .run_typing(&words(&add), "CANARY-no-keyring\n")
        .ended(3);
    assert!(
        run.err.contains("keyring") && !run.err.contains("CANARY"),
        "{run:?}"
    );
    let typed = ["connections", "test", "--url", &url, "--password-stdin"];
    let run = person.run_typing(&typed, &format!("{PASSWORD}\n")).ended(0);
    assert!(run.out.contains("PostgreSQL 18"), "{run:?}");
}
