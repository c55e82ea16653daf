//! The forms that an audit is written in, and the exit status that a CI acts on.

use std::process::Command;

use provost_tests::local::{TestServer, Version};
use serde_json::Value;

use crate::person::{Person, shop};

fn run(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {words:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn every_form_is_written_and_can_be_read() {
    let server = shop(Version::Bundled).await;
    let person = Person::new();
    let names = ["a.json", "a.sarif", "a.xml", "a.html", "a.pdf", "a.txt"];
    let url = server.url("shop");
    let mut words = vec!["audit", "--url", url.as_str()];
    words.extend(names.iter().flat_map(|name| ["--output", name]));
    let told = person.run(&words).ended(0);
    let lines: Vec<&str> = told.out.lines().collect();
    assert_eq!(lines, names, "standard output names the files");
    let read = |name: &str| std::fs::read_to_string(person.path(name)).unwrap();

    let json: Value = serde_json::from_str(&read("a.json")).unwrap();
    assert_eq!(json["schema"], "provost.audit/1");
    assert_eq!(json["subject"]["database"], "shop");
    let results = json["results"].as_array().unwrap();
    let failed: Vec<&str> = results
        .iter()
        .filter(|result| result["answer"]["status"] == "fail")
        .map(|result| result["rule"].as_str().unwrap())
        .collect();
    assert!(failed.len() > 20, "{failed:?}");

    let sarif: Value = serde_json::from_str(&read("a.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let reported = sarif["runs"][0]["results"].as_array().unwrap();
    for rule in &failed {
        assert!(
            reported.iter().any(|result| result["ruleId"] == *rule),
            "{rule}"
        );
    }

    let junit = read("a.xml");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let failures = document
        .descendants()
        .filter(|node| node.has_tag_name("failure"))
        .count();
    assert!(failures >= failed.len(), "{junit}");

    let html = read("a.html");
    assert!(html.to_lowercase().starts_with("<!doctype html>"));
    assert!(!html.to_lowercase().contains("<script"));

    let pdf = std::fs::read(person.path("a.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let text = run(
        "pdftotext",
        &[&person.path("a.pdf").display().to_string(), "-"],
    );
    let plain = read("a.txt");
    assert!(!plain.contains('\u{1b}'));
    for rule in ["governance.model-registry", "access.public-grants"] {
        for text in [&text, &plain, &html, &junit] {
            assert!(text.contains(rule), "{rule} in {text}");
        }
    }
}

#[tokio::test]
async fn the_exit_status_follows_the_worst_finding() {
    let server = TestServer::bundled().await.unwrap();
    server.create_database("empty").await.unwrap();
    let person = Person::new();
    let url = server.url("empty");
    person
        .run(&["catalog", "--url", &url, "-o", "c.json"])
        .ended(0);
    let json = person
        .run(&["audit", "--catalog", "c.json", "--format", "json"])
        .ended(0)
        .json();
    let order = ["info", "low", "medium", "high", "critical"];
    let severity = |finding: &Value| {
        order
            .iter()
            .position(|word| finding["severity"] == *word)
            .unwrap()
    };
    let results = json["results"].as_array().unwrap();
    let findings = results
        .iter()
        .filter_map(|result| result["answer"]["findings"].as_array());
    let worst = findings.flatten().map(severity).max().unwrap();
    assert!(
        (1..4).contains(&worst),
        "both sides of the worst must be tried: {}",
        order[worst]
    );
    for (place, limit) in order.iter().enumerate() {
        let status = i32::from(worst >= place);
        person
            .run(&["audit", "--catalog", "c.json", "--fail-on", limit])
            .ended(status);
    }
}

#[test]
fn the_rules_are_listed_for_programs() {
    let json = Person::new()
        .run(&["rules", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(json["schema"], "provost.rules/1");
    let rules = json["rules"].as_array().unwrap();
    assert!(rules.len() >= 60, "{}", rules.len());
    for rule in rules {
        for key in ["id", "title", "meaning", "reason", "evidenceSql"] {
            assert!(!rule[key].as_str().unwrap().is_empty(), "{key} of {rule}");
        }
    }
}
