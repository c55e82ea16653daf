//! `provost registry`: a version is registered and changed in the terminal, and refused as in the window.

use crate::person::{Person, Run};

fn registry(person: &Person, words: &[&str]) -> Run {
    let all: Vec<&str> = ["registry"].iter().chain(words).copied().collect();
    person.run(&all)
}

/// The e-mail addresses of an administrator and of somebody who is none.
pub(crate) fn admin_and_member(person: &Person) -> (String, String) {
    let people = registry(person, &["four-eyes", "--format", "json"])
        .ended(0)
        .json();
    let everybody = people["people"].as_array().unwrap();
    let one = |admin: bool| {
        let found = everybody.iter().find(|one| one["admin"] == admin).unwrap();
        found["email"].as_str().unwrap().to_owned()
    };
    (one(true), one(false))
}

#[test]
fn a_version_is_registered_and_changed_field_by_field() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, member) = admin_and_member(&person);
    let register = ["register", "cli-model@1.10", "--provider", "in-house"];
    let nobody = registry(&person, &register).ended(2);
    assert!(nobody.err.contains("kind of model"), "{nobody:?}");

    let file = person.path("fields.json");
    std::fs::write(
        &file,
        r#"{"modelType": "ranking", "licence": "MIT", "evaluation": {"accuracy": 0.9}, "version": "never"}"#,
    )
    .unwrap();
    let from = file.to_string_lossy().into_owned();
    let fields = [
        &register[..],
        &["--provider-id", "m-1", "--licence", "Apache-2.0"],
        &["--risk-class", "limited", "--from", &from],
        &["--format", "json"],
    ]
    .concat();
    let nobody = registry(&person, &fields).ended(2);
    assert!(nobody.err.contains("Nobody is named"), "{nobody:?}");
    let as_member = [&fields[..], &["--as", &member]].concat();
    let page = registry(&person, &as_member).ended(0).json();
    let version = &page["version"];
    assert_eq!(page["schema"], "provost.model/1");
    assert_eq!(
        [&version["name"], &version["version"], &version["stage"]],
        ["cli-model", "1.10", "development"]
    );
    // What is said on the command line wins over the file.
    assert_eq!(
        [
            &version["modelType"],
            &version["licence"],
            &version["riskClass"]
        ],
        ["ranking", "Apache-2.0", "limited"]
    );
    assert_eq!(version["evaluation"][0]["value"], "0.9");
    let again = registry(&person, &as_member).ended(2);
    assert!(again.err.contains("of that name already"), "{again:?}");
    changed_and_renamed(&person, &admin, &member);
}

fn changed_and_renamed(person: &Person, admin: &str, member: &str) {
    let change = ["change", "cli-model@1.10", "--licence", "", "--as"];
    let page = [&change[..], &[member, "--format", "json"]].concat();
    let version = registry(person, &page).ended(0).json()["version"].take();
    assert_eq!(version["licence"], serde_json::Value::Null);
    assert_eq!(version["evaluation"][0]["value"], "0.9");
    let given = ["change", "cli-model@1.10", "--owner", admin, "--as", member];
    let given = registry(person, &given).ended(2);
    assert!(given.err.contains("neither the owner"), "{given:?}");
    let renamed = [
        "change",
        "cli-model@1.10",
        "--rename",
        "cli-model@2",
        "--owner",
        admin,
    ];
    let renamed = [&renamed[..], &["--as", admin]].concat();
    registry(person, &renamed).ended(0);

    let events = registry(person, &["events", "cli-model@2", "--format", "json"]);
    let events = events.ended(0).json();
    assert_eq!(events["schema"], "provost.model-events/1");
    let kinds: Vec<&str> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["changed", "changed", "registered"]);
    let told = registry(person, &["events", "cli-model@2"]).ended(0).out;
    assert!(told.contains("Apache-2.0"), "{told}");
}

#[test]
fn what_cannot_be_entered_is_told() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, _) = admin_and_member(&person);
    let register = |words: &[&str]| {
        let all = [&["register", "cli-model@1", "--as", &admin], words].concat();
        registry(&person, &all).ended(2).err
    };
    let stage = person.path("stage.json");
    std::fs::write(&stage, r#"{"stage": "production"}"#).unwrap();
    let stage = stage.to_string_lossy().into_owned();
    assert!(register(&["--from", &stage]).contains("unknown field `stage`"));
    assert!(register(&["--owner", "nobody@example.org"]).contains("nobody@example.org"));
    assert!(register(&["--risk-class", "huge"]).contains("huge"));
    assert!(register(&["--kind", "magic"]).contains("magic"));
    let fields = ["--kind", "llm", "--provider", "p", "--provider-id", "i"];
    let evaluation = register(&[&fields[..], &["--evaluation", "[1]"]].concat());
    assert!(evaluation.contains("no JSON object"), "{evaluation}");
    let unnamed = registry(&person, &["register", "cli-model", "--as", &admin]).ended(2);
    assert!(unnamed.err.contains("NAME@VERSION"), "{unnamed:?}");
}
