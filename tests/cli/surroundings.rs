//! What surrounds the program changes nothing: variables and files of libpq, and passwords in what it says.

use provost_tests::local::{PASSWORD, Version};
use serde_json::Value;

use crate::person::{Person, Run, bare_url, files, shop};

const CANARY: &str = "CANARY-7f3a-never-said";

fn misled() -> Person {
    let person = Person::new()
        .with("PGHOST", "192.0.2.1")
        .with("PGPORT", "1")
        .with("PGUSER", "somebody")
        .with("PGDATABASE", "template1")
        .with("PGPASSWORD", PASSWORD)
        .with("PGOPTIONS", "-c search_path=pg_temp -c no_such_setting=1")
        .with("PGSSLMODE", "disable")
        .with("PGAPPNAME", "misled");
    let file = person.path(".pgpass");
    std::fs::write(&file, format!("*:*:*:*:{PASSWORD}\n")).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&file, private).unwrap();
    person
}

/// The report of a test without the times.
fn facts(run: Run) -> Value {
    let mut report = run.ended(0).json()["report"].take();
    let report = report.as_object_mut().unwrap();
    for time in ["connectTenths", "roundTripTenths"] {
        report.remove(time).unwrap();
    }
    Value::Object(report.clone())
}

#[tokio::test]
async fn the_environment_of_libpq_changes_nothing() {
    let server = shop(Version::Bundled).await;
    let url = server.url("shop");
    let test = [
        "connections",
        "test",
        "--url",
        url.as_str(),
        "--format",
        "json",
    ];
    let (plain, misled) = (Person::new(), misled());
    let report = facts(misled.run(&test));
    assert_eq!(report, facts(plain.run(&test)));
    assert_eq!(
        (&report["database"], &report["role"]),
        (&"shop".into(), &server.user().into())
    );

    let bare = bare_url(&server, "shop");
    let run = misled.run(&["audit", "--url", &bare]).ended(3);
    assert!(
        run.err.contains("password"),
        "none was given, whatever libpq finds: {run:?}"
    );
    // This server has no TLS, and the variable does not lower what the URL demands.
    let safe = bare.replace("=disable", "=verify-full");
    let run = misled.run(&["audit", "--url", &safe]).ended(3);
    assert!(run.err.contains("TLS"), "{run:?}");
}

#[tokio::test]
async fn no_password_is_ever_said() {
    let server = shop(Version::Bundled).await;
    let (user, port) = (server.user(), server.port());
    let urls = [
        format!("postgres://{user}:{CANARY}@127.0.0.1:{port}/shop?sslmode=disable"),
        format!("postgres://{user}:{CANARY}@127.0.0.1:{port}/shop"),
        format!("postgres://{user}:{CANARY}@127.0.0.1:1/shop?sslmode=disable"),
        format!("postgres://{user}:{CANARY}@127.0.0.1:notaport/shop"),
        format!("postgres://{user}:{CANARY}@db.example.org/shop?sslmode=disable"),
        format!("postgres://{user}@127.0.0.1:{port}/shop?sslmode=disable&password={CANARY}"),
        format!("postgres://{user}:{CANARY}@127.0.0.1/shop?nonsense={CANARY}"),
        format!("mysql://{user}:{CANARY}@127.0.0.1/shop"),
    ];
    let person = Person::new().with("RUST_LOG", "trace");
    for url in &urls {
        for words in [
            &["audit", "--url", url][..],
            &["connections", "test", "--url", url],
            &["connections", "add", "--name", "x", "--url", url],
        ] {
            let run = person.run(words);
            assert!(run.status != 0 || words[1] == "add", "{words:?}");
            assert!(
                !run.out.contains(CANARY) && !run.err.contains(CANARY),
                "{words:?}: {run:?}"
            );
        }
    }
    for file in files(&person.path("")) {
        let text = std::fs::read(&file).unwrap_or_default();
        assert!(
            !String::from_utf8_lossy(&text).contains(CANARY),
            "{}",
            file.display()
        );
    }
    // And one that is right, with all that a library may log.
    let typed = [
        "catalog",
        "--url",
        &bare_url(&server, "shop"),
        "--password-stdin",
        "-o",
        "c.json",
    ];
    let run = person.run_typing(&typed, &format!("{PASSWORD}\n")).ended(0);
    let catalog = std::fs::read_to_string(person.path("c.json")).unwrap();
    for text in [&run.out, &run.err, &catalog] {
        assert!(!text.contains(PASSWORD));
    }
}
