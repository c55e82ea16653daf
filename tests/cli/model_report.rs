//! `provost registry report` on the sample company. What is expected stands in `migrations/sample`, or is answered by the
//! commands that read one domain alone.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::person::{Person, Run};

const VERSION: &str = "fraud-detector@2.0.0";

fn report(person: &Person, words: &[&str]) -> Run {
    let all: Vec<&str> = ["registry", "report", VERSION]
        .iter()
        .chain(words)
        .copied()
        .collect();
    person.run(&all)
}

fn answer(person: &Person, words: &[&str]) -> Value {
    let all: Vec<&str> = words.iter().chain(&["--format", "json"]).copied().collect();
    person.run(&all).ended(0).json()
}

/// What a reader sees on paper, without gaps.
fn paper(path: &Path) -> String {
    let told = Command::new("pdftotext")
        .args(["-raw", "-nopgbrk"])
        .arg(path)
        .arg("-")
        .output();
    let told = String::from_utf8(
        told.expect("pdftotext (Debian package poppler-utils)")
            .stdout,
    )
    .unwrap();
    dense(&told)
}

fn dense(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a Vec<Value> {
    value[name].as_array().unwrap()
}

#[test]
fn a_version_of_the_sample_company_has_its_report() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let made = report(&person, &[]).ended(0).json();
    assert_eq!(made["schema"], "provost.model-report/1");
    the_facts_are_those_of_the_company(&made);
    the_parts_are_those_of_their_domains(&person, &made);
    let (pdf, html, json) = (
        person.path("r.pdf"),
        person.path("r.html"),
        person.path("r.json"),
    );
    let named = [&pdf, &html, &json].map(|path| path.to_string_lossy().into_owned());
    let outputs: Vec<&str> = named
        .iter()
        .flat_map(|name| ["--output", name.as_str()])
        .collect();
    let written = report(&person, &outputs).ended(0);
    assert_eq!(written.out.lines().count(), 3, "{written:?}");
    let page = std::fs::read_to_string(&html).unwrap();
    assert!(page.starts_with("<!doctype html>") && !page.contains("<script"));
    let on_paper = paper(&pdf);
    for told in [
        "Model report: fraud-detector 2.0.0",
        "This is synthetic sample data.",
        "Seen on the cases of a week; the card is up to date.",
        "It has open drift of severity critical.",
        "Success metrics of the programme",
        "Agreement with the claims board",
        "Threshold lowered until version 2.1.0 is tested.",
        "0.889 against 0.95",
        "Everything that this report asks for could be seen.",
    ] {
        assert!(on_paper.contains(&dense(told)), "{told}");
        assert!(dense(&page).contains(&dense(told)), "{told}");
    }
    let kept: Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(kept["page"]["version"], made["page"]["version"]);
    what_cannot_be_asked_is_refused(&person);
}

/// `0011_drift.sql`, `0020_registry.sql` and `0021_targets.sql` say this.
fn the_facts_are_those_of_the_company(made: &Value) {
    assert_eq!(made["page"]["version"]["stage"], "production");
    assert_eq!(made["notKnown"], Value::Array(Vec::new()));
    let targets = list(&made["metrics"], "targets");
    let mut limits: Vec<(String, f64)> = targets
        .iter()
        .map(|one| {
            (
                one["metric"].as_str().unwrap().to_owned(),
                one["threshold"].as_f64().unwrap(),
            )
        })
        .collect();
    limits.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let of = |metric: &str, limit: f64| (metric.to_owned(), limit);
    assert_eq!(
        limits,
        [
            of("accuracy", 93.0),
            of("accuracy", 95.0),
            of("availability", 99.5),
            of("latency", 150.0)
        ]
    );
    let findings = list(&made["drift"], "findings");
    let mut told: Vec<(&str, bool)> = findings
        .iter()
        .map(|one| {
            (
                one["severity"].as_str().unwrap(),
                one["resolution"].is_null(),
            )
        })
        .collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("critical", true),
            ("high", false),
            ("low", false),
            ("medium", false)
        ]
    );
    let metrics = list(&made["metrics"], "series");
    let names: Vec<&str> = metrics
        .iter()
        .map(|one| one["metric"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["accuracy", "availability", "cost", "latency", "throughput"]
    );
    // A value a day, and ninety days.
    assert!(
        metrics.iter().all(|one| one["whole"]["count"] == 90),
        "{names:?}"
    );
}

/// Each part is what the command of its domain answers.
fn the_parts_are_those_of_their_domains(person: &Person, made: &Value) {
    let shown = answer(person, &["registry", "show", VERSION]);
    for part in [
        "version",
        "deployments",
        "datasets",
        "runs",
        "requests",
        "events",
        "openDrift",
    ] {
        assert_eq!(made["page"][part], shown[part], "{part}");
    }
    let drift = answer(person, &["drift", "list", "--model", VERSION]);
    assert_eq!(made["drift"]["findings"], drift["findings"]);
    assert_eq!(made["lastRun"]["run"], drift["runs"][0]);
    let costs = answer(person, &["metrics", "costs", "--by", "model"]);
    let parts = list(&costs["currencies"][0], "parts");
    let id = &made["page"]["version"]["id"];
    let own = parts.iter().find(|part| part["modelId"] == *id).unwrap();
    let paid = |months: &Value| -> f64 {
        let months = months.as_array().unwrap();
        months
            .iter()
            .map(|month| month["value"].as_f64().unwrap())
            .sum()
    };
    let difference = paid(&own["months"]) - paid(&made["costs"]["currencies"][0]["months"]);
    assert!(difference.abs() < 0.005, "{difference}");
    assert!(made["costs"]["currencies"][0]["forecast"].is_object());
}

fn what_cannot_be_asked_is_refused(person: &Person) {
    let wrong = report(person, &["--output", "report.docx"]).ended(2);
    assert!(wrong.err.contains("Use .pdf, .html or .json"), "{wrong:?}");
    report(person, &["--last", "ninety"]).ended(2);
    report(person, &["--last", "30d", "--from", "2026-01-01"]).ended(2);
    let turned = report(person, &["--from", "2026-02-01", "--to", "2026-01-01"]).ended(2);
    assert!(turned.err.contains("ends before it begins"), "{turned:?}");
    let zone = report(person, &["--zone", "Europe/Nowhere"]).ended(2);
    assert!(zone.err.contains("no time zone"), "{zone:?}");
    let gone = person.run(&["registry", "report", "nobody@1"]).ended(2);
    assert!(gone.err.contains("no version"), "{gone:?}");
    let hours = report(person, &["--last", "36h", "--zone", "Europe/Zurich"])
        .ended(0)
        .json();
    assert_eq!(hours["metrics"]["query"]["step"], "hour");
}
