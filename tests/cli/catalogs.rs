//! Catalogs that are saved today and judged later.

use provost_tests::local::Version;
use serde_json::{Value, json};

use crate::person::{Person, shop};

/// What was found, without the numbers of use, which change while one looks.
fn found(audit: &Value) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let results = audit["results"].as_array().unwrap();
    let each = results.iter().map(|result| {
        let findings = result["answer"]["findings"].as_array();
        let subjects = findings
            .into_iter()
            .flatten()
            .map(|finding| text(&finding["subject"]));
        (
            text(&result["rule"]),
            text(&result["answer"]["status"]),
            subjects.collect(),
        )
    });
    each.collect()
}

#[tokio::test]
async fn a_saved_catalog_gives_the_same_findings_to_the_byte() {
    for version in [Version::Bundled, Version::Postgres16] {
        let server = shop(version).await;
        let person = Person::new();
        let url = server.url("shop");
        let saved = person
            .run(&["catalog", "--url", &url, "--output", "c.json"])
            .ended(0);
        assert_eq!(saved.out, "c.json\n");
        let judge = ["audit", "--catalog", "c.json", "--format", "json"];
        let first = person.run(&judge).ended(0);
        let second = person.run(&judge).ended(0);
        assert_eq!(first.out, second.out);
        let printed = person.run(&["catalog", "--url", &url]).ended(0).json();
        assert_eq!(printed["schema"], "provost.catalog/1");
        let live = person
            .run(&["audit", "--url", &url, "--format", "json"])
            .ended(0)
            .json();
        assert_eq!(found(&first.json()), found(&live), "{version:?}");
    }
}

#[test]
fn what_is_no_catalog_is_refused_with_words() {
    let person = Person::new();
    let judge = |text: &[u8]| {
        std::fs::write(person.path("c.json"), text).unwrap();
        person.run(&["audit", "--catalog", "c.json"])
    };
    for damaged in [
        &b""[..],
        b"{\"schema\":\"provost.catalog/1\",",
        b"[]",
        b"not JSON",
    ] {
        let run = judge(damaged).ended(2);
        assert!(
            run.err
                .contains("c.json is not a catalog that Provost wrote"),
            "{run:?}"
        );
        assert_eq!(run.out, "");
    }
    let run = judge(b"\xff\xfe\x00").ended(2);
    assert!(run.err.contains("c.json is not text in UTF-8"), "{run:?}");
    for other in ["provost.catalog/99", "provost.audit/1"] {
        let text = json!({ "schema": other, "of": "another time" }).to_string();
        let run = judge(text.as_bytes()).ended(2);
        let wanted =
            format!("c.json has the form {other}; this version of Provost reads provost.catalog/1");
        assert!(run.err.contains(&wanted), "{run:?}");
    }
    let run = person.run(&["audit", "--catalog", "nowhere.json"]).ended(3);
    assert!(
        run.err.contains("nowhere.json could not be read"),
        "{run:?}"
    );
}
