//! `provost registry deploy|deployment|dataset|four-eyes`: where a version runs and what it was made from, in the terminal.

use serde_json::Value;

use crate::entered::admin_and_member;
use crate::person::{Person, Run};

fn registry(person: &Person, words: &[&str]) -> Run {
    let all: Vec<&str> = ["registry"].iter().chain(words).copied().collect();
    person.run(&all)
}

/// A version of the person who is named, and the words that name that person.
fn registered(person: &Person, who: &str) {
    let fields = ["--kind", "llm", "--provider", "p", "--provider-id", "i"];
    let words = [&["register", "cli-model@1", "--as", who], &fields[..]].concat();
    registry(person, &words).ended(0);
}

fn page(person: &Person, words: &[&str], who: &str) -> Value {
    let all = [words, &["--as", who, "--format", "json"]].concat();
    registry(person, &all).ended(0).json()
}

#[test]
fn a_version_is_deployed_changed_and_ended() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, member) = admin_and_member(&person);
    registered(&person, &member);
    let deploy = [
        &["deploy", "cli-model@1", "--agent", "fraud desk"][..],
        &[
            "--environment",
            "production",
            "--alias",
            "canary",
            "--set",
            "replicas=2",
        ],
    ]
    .concat();
    let nobody = registry(&person, &deploy).ended(2);
    assert!(nobody.err.contains("--as"), "{nobody:?}");
    let deployed = page(&person, &deploy, &member);
    let one = &deployed["deployments"][0];
    assert_eq!([&one["agent"], &one["status"]], ["Fraud desk", "active"]);
    let configuration = one["configurationText"].as_str().unwrap();
    let configuration: Value = serde_json::from_str(configuration).unwrap();
    let expected =
        serde_json::json!({"environment": "production", "alias": "canary", "replicas": 2});
    assert_eq!(configuration, expected);

    let id = one["id"].as_str().unwrap();
    changed_and_ended(&person, id, &admin, &member);
    let strange = registry(
        &person,
        &[
            "deploy",
            "cli-model@1",
            "--agent",
            "nobody",
            "--as",
            &member,
        ],
    );
    assert!(strange.ended(2).err.contains("no agent \"nobody\""));
}

fn changed_and_ended(person: &Person, id: &str, admin: &str, member: &str) {
    let change = [
        "deployment",
        "change",
        id,
        "--status",
        "error",
        "--set",
        "replicas=",
        "--no-agent",
    ];
    let bare = registry(person, &[&change[..], &["--as", admin]].concat()).ended(2);
    assert!(bare.err.contains("What is wrong is missing"), "{bare:?}");
    let broken = [&change[..], &["--error", "out of memory"]].concat();
    let one = page(person, &broken, admin)["deployments"][0].take();
    assert_eq!(
        [&one["errorMessage"], &one["agent"]],
        [&Value::from("out of memory"), &Value::Null]
    );
    assert!(
        !one["configurationText"]
            .as_str()
            .unwrap()
            .contains("replicas")
    );

    let ended = registry(person, &["deployment", "end", id, "--as", member]).ended(0);
    assert!(
        ended.out.contains("inactive since") && ended.out.contains(id),
        "{ended:?}"
    );
    let none = "00000000-0000-0000-0000-000000000001";
    let gone = registry(person, &["deployment", "end", none, "--as", member]).ended(2);
    assert!(gone.err.contains("no deployment"), "{gone:?}");
}

#[test]
fn the_data_that_a_version_was_made_from_are_entered_and_taken_back() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, member) = admin_and_member(&person);
    registered(&person, &member);
    let list = ["dataset", "list", "cli-model@1", "claims"];
    let found = page(&person, &list, &admin);
    assert_eq!(found["schema"], "provost.datasets/1");
    let one = &found["lines"][0];
    let named = format!(
        "{}@{}",
        one["dataset"].as_str().unwrap(),
        one["version"].as_str().unwrap()
    );
    let told = registry(&person, &[&list[..], &["--as", &admin]].concat()).ended(0);
    assert!(told.out.contains(&named), "{told:?}");
    added_and_taken_back(&person, &named, &admin, &member);
    sources_are_shown(&person);
}

fn added_and_taken_back(person: &Person, named: &str, admin: &str, member: &str) {
    let add = [
        "dataset",
        "add",
        "cli-model@1",
        named,
        "--purpose",
        "fine-tuning",
        "--rows",
        "120",
    ];
    let refused = registry(person, &[&add[..], &["--as", member]].concat()).ended(2);
    assert!(refused.err.contains("is no administrator"), "{refused:?}");
    let used = page(person, &add, admin)["datasets"][0].take();
    assert_eq!(
        [&used["usedFor"], &used["rows"]],
        [&Value::from("fine_tuning"), &Value::from(120)]
    );
    let twice = registry(person, &[&add[..], &["--as", admin]].concat()).ended(2);
    assert!(twice.err.contains("entered already"), "{twice:?}");
    let strange = [
        "dataset",
        "add",
        "cli-model@1",
        "nothing@1",
        "--purpose",
        "training",
        "--as",
        admin,
    ];
    assert!(
        registry(person, &strange)
            .ended(2)
            .err
            .contains("nothing@1")
    );

    let remove = ["dataset", "remove", "cli-model@1", named];
    let other = [&remove[..], &["--purpose", "testing", "--as", admin]].concat();
    assert!(
        registry(person, &other)
            .ended(2)
            .err
            .contains("not on record")
    );
    assert_eq!(
        page(person, &remove, admin)["datasets"],
        serde_json::json!([])
    );
}

fn sources_are_shown(person: &Person) {
    let list = registry(
        person,
        &["list", "--model", "claims-triage", "--format", "json"],
    );
    let id = list.ended(0).json()["versions"][0]["id"].take();
    let shown = registry(person, &["show", id.as_str().unwrap()]).ended(0);
    for part in [
        "Made from",
        "model_training_runs",
        "Before that",
        "Data for training",
    ] {
        assert!(shown.out.contains(part), "{part}: {shown:?}");
    }
}

#[test]
fn each_switch_of_the_four_eyes_is_told() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, _) = admin_and_member(&person);
    let before = page(&person, &["four-eyes"], &admin)["switches"].take();
    let before = before.as_array().unwrap().len();
    registry(&person, &["four-eyes", "off", "--as", &admin]).ended(0);
    let people = page(&person, &["four-eyes", "on"], &admin);
    let switches = people["switches"].as_array().unwrap();
    assert_eq!(switches.len(), before + 2);
    assert_eq!([&switches[0]["on"], &switches[1]["on"]], [true, false]);
    assert_eq!(switches[0]["actor"]["name"], people["chosen"]["name"]);
    let told = registry(&person, &["four-eyes", "--as", &admin]).ended(0);
    assert!(told.out.contains("off, was on"), "{told:?}");
}
