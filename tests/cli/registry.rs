//! `provost registry`: who asks and who approves in the terminal, on the sample company.

use crate::person::{Person, Run};

fn registry(person: &Person, words: &[&str]) -> Run {
    let all: Vec<&str> = ["registry"].iter().chain(words).copied().collect();
    person.run(&all)
}

/// Two administrators of the sample company, and a version in testing that may go to production.
fn people_and_version(person: &Person) -> (String, String, String) {
    let people = registry(person, &["four-eyes", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(people["schema"], "provost.acting-people/1");
    let admins: Vec<String> = people["people"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["admin"] == true)
        .map(|one| one["email"].as_str().unwrap().to_owned())
        .collect();
    let list = registry(person, &["list", "--stage", "testing", "--format", "json"]);
    let list = list.ended(0).json();
    assert_eq!(list["schema"], "provost.models/1");
    let versions = list["versions"].as_array().unwrap();
    let ready = versions.iter().find(|line| {
        let id = line["id"].as_str().unwrap();
        let page = registry(person, &["show", id, "--format", "json"])
            .ended(0)
            .json();
        let ways = page["ways"].as_array().unwrap();
        let way = ways.iter().find(|way| way["to"] == "development").unwrap();
        way["refusals"].as_array().unwrap().is_empty()
    });
    let ready = ready.expect("the sample company has a version that may move");
    let version = format!(
        "{}@{}",
        ready["name"].as_str().unwrap(),
        ready["version"].as_str().unwrap()
    );
    (admins[0].clone(), admins[1].clone(), version)
}

#[test]
fn one_asks_and_another_approves() {
    let person = Person::new();
    // What cannot be read is no empty list.
    let unread = registry(&person, &["list"]).ended(2);
    assert!(unread.out.contains("Apply the pack AI"), "{unread:?}");
    assert_eq!(unread.out.lines().count(), 1, "{unread:?}");
    let json = registry(&person, &["list", "--format", "json"]).ended(2);
    assert_eq!(json.json()["hindrances"][0]["part"], "models");
    person.run(&["sample", "load"]).ended(0);
    let (ask, approve, version) = people_and_version(&person);
    let request = [
        "request",
        version.as_str(),
        "--to",
        "development",
        "--reason",
        "one more try",
    ];
    let nobody = registry(&person, &request).ended(2);
    assert!(nobody.err.contains("--as"), "{nobody:?}");
    let stranger = registry(
        &person,
        &[&request[..], &["--as", "nobody@example.org"]].concat(),
    );
    assert!(stranger.ended(2).err.contains("nobody@example.org"));

    let asked = registry(&person, &[&request[..], &["--as", &ask]].concat()).ended(0);
    assert!(
        asked.out.contains("testing to development, waits"),
        "{asked:?}"
    );
    let decide = |word: &str, who: &str| {
        registry(
            &person,
            &[
                word,
                version.as_str(),
                "--reason",
                "looked at it",
                "--as",
                who,
            ],
        )
    };
    let same = decide("approve", &ask).ended(2);
    assert!(
        same.err.contains("whoever asks does not decide"),
        "{same:?}"
    );
    let page = decide("approve", &approve).ended(0);
    assert!(page.out.contains(": development\n"), "{page:?}");
    let gone = decide("reject", &approve).ended(2);
    assert!(gone.err.contains("No request"), "{gone:?}");

    an_alias_names_it(&person, &version, &approve);
    let off = registry(&person, &["four-eyes", "off", "--as", &ask]).ended(0);
    assert!(off.out.contains("Four eyes are off"), "{off:?}");
}

fn an_alias_names_it(person: &Person, version: &str, who: &str) {
    let alias = ["alias", version, "cli-test", "--as", who];
    registry(person, &alias).ended(0);
    let name = version.split_once('@').unwrap().0;
    let by_alias = format!("{name}@cli-test");
    let page = registry(person, &["show", &by_alias, "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(page["schema"], "provost.model/1");
    assert_eq!(page["version"]["stage"], "development");
    assert_eq!(page["events"][0]["kind"], "alias_set");
    registry(person, &[&alias[..], &["--remove"]].concat()).ended(0);
    registry(person, &["show", &by_alias]).ended(2);
}

#[test]
fn versions_are_compared_and_have_cards() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let list = registry(
        &person,
        &["list", "--model", "claims-triage", "--format", "json"],
    );
    let list = list.ended(0).json();
    let versions = list["versions"].as_array().unwrap();
    let (a, b) = (
        versions[0]["id"].as_str().unwrap(),
        versions[1]["id"].as_str().unwrap(),
    );
    let comparison = registry(&person, &["compare", a, b, "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(comparison["schema"], "provost.model-comparison/1");
    assert!(comparison["differences"].as_u64().unwrap() > 0);
    comparison_is_told(&person, a, b);
    hashes_and_what_is_empty_are_told(&person, versions);
    let card = registry(&person, &["card", a]).ended(0);
    assert!(
        card.out.starts_with("---\n") && card.out.contains("## Evaluation"),
        "{card:?}"
    );
    assert!(card.out.contains("synthetic sample data"));
    let json = registry(&person, &["card", a, "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(json["schema"], "provost.model-card/1");
    let people = registry(&person, &["four-eyes", "--format", "json"])
        .ended(0)
        .json();
    let everybody = people["people"].as_array().unwrap();
    let admin = everybody.iter().find(|one| one["admin"] == true).unwrap();
    let admin = admin["email"].as_str().unwrap();
    let readme = person.path("README.md");
    std::fs::write(&readme, "---\nx-own: kept\n---\nBy hand.\n").unwrap();
    let readme = readme.to_string_lossy().into_owned();
    let read = ["card", a, "--read", &readme];
    registry(&person, &read).ended(2);
    let read = registry(&person, &[&read[..], &["--as", admin]].concat()).ended(0);
    assert!(
        read.out.contains("x-own: kept") && read.out.contains("By hand."),
        "{read:?}"
    );
    for (ending, beginning) in [("html", "<!doctype html>"), ("pdf", "%PDF-")] {
        let path = person.path(&format!("card.{ending}"));
        let output = path.to_string_lossy().into_owned();
        registry(&person, &["card", a, "--output", &output]).ended(0);
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(beginning.as_bytes()), "{ending}");
    }
    std::fs::write(person.path("bad.md"), "---\na: [\n---\n").unwrap();
    let bad = person.path("bad.md").to_string_lossy().into_owned();
    let refused = registry(&person, &["card", a, "--read", &bad, "--as", admin]).ended(2);
    assert!(refused.err.contains("is not YAML"), "{refused:?}");
}

#[test]
fn that_a_version_was_never_compared_is_noted_on_its_way_to_production_and_refuses_nothing() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (ask, approve, _) = people_and_version(&person);
    let request = |version: &str, more: &[&str]| {
        let words = [
            "request",
            version,
            "--to",
            "production",
            "--reason",
            "it is ready",
            "--as",
            &ask,
        ];
        registry(&person, &[&words[..], more].concat()).ended(0)
    };
    let never = "No comparison of this version is on record";
    let asked = request("claims-triage@3.0.0", &[]);
    assert!(asked.out.contains(never), "{asked:?}");
    let decided = [
        "approve",
        "claims-triage@3.0.0",
        "--reason",
        "it is",
        "--as",
        &approve,
        "--format",
        "json",
    ];
    let page = registry(&person, &decided).ended(0).json();
    assert_eq!(page["version"]["stage"], "production");
    assert!(page["notes"][0].as_str().unwrap().contains(never));

    let compared = "reserve-forecaster@2.0.0";
    std::fs::write(person.path("a.csv"), "a\n1\n2\n").unwrap();
    let keep = [
        "drift",
        "compare",
        "--reference",
        "a.csv",
        "--current",
        "a.csv",
        "--write",
        "--model",
        compared,
        "--as",
        &approve,
    ];
    person.run(&keep).ended(0);
    let page = request(compared, &["--format", "json"]).json();
    assert_eq!(page["notes"], serde_json::json!([]));
}

/// What the text of a version tells is held against its JSON.
fn hashes_and_what_is_empty_are_told(person: &Person, versions: &[serde_json::Value]) {
    let (mut hashes, mut empty) = (0, 0);
    for line in versions {
        let id = line["id"].as_str().unwrap();
        let text = registry(person, &["show", id]).ended(0).out;
        let json = registry(person, &["show", id, "--format", "json"]);
        let version = &json.ended(0).json()["version"];
        if let Some(hash) = version["trainingDataHash"].as_str() {
            assert!(text.contains(hash), "{hash}: {text}");
            hashes += 1;
        }
        for (group, name) in [("capabilities", "Capability"), ("tags", "Tag")] {
            let none = text.lines().any(|line| {
                let mut words = line.split_whitespace();
                words.next() == Some(name) && words.eq(["none", "entered"])
            });
            let bare = version[group].as_array().unwrap().is_empty();
            assert_eq!(none, bare, "{name}: {text}");
            empty += usize::from(bare);
        }
    }
    assert!(hashes > 0 && empty > 0, "{hashes} hashes, {empty} empty");
}

/// What is equal has no difference beside it.
fn comparison_is_told(person: &Person, a: &str, b: &str) {
    let text = registry(person, &["compare", a, b]).ended(0);
    assert!(text.out.contains("accuracy"), "{text:?}");
    assert!(!text.out.contains("+0.000000"), "{text:?}");
}
