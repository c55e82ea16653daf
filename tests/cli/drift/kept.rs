//! The page of a comparison, and drift that is kept beside a version: on the sample company.

use serde_json::Value;

use super::{compare, fixture};
use crate::person::Person;

fn drift(person: &Person, words: &[&str]) -> Value {
    let all = [&["drift"], words, &["--format", "json"]].concat();
    person.run(&all).ended(0).json()
}

/// An administrator of the sample company, and one of its versions.
fn who_and_what(person: &Person) -> (String, String) {
    let json = |words: &[&str]| person.run(words).ended(0).json();
    let people = json(&["registry", "four-eyes", "--format", "json"]);
    let mut people = people["people"].as_array().unwrap().iter();
    let admin = people.find(|one| one["admin"] == true).unwrap();
    let list = json(&["registry", "list", "--format", "json"]);
    let version = &list["versions"][0];
    let named = format!(
        "{}@{}",
        version["name"].as_str().unwrap(),
        version["version"].as_str().unwrap()
    );
    (admin["email"].as_str().unwrap().to_owned(), named)
}

#[test]
fn the_page_has_a_section_with_both_histograms_for_each_column() {
    let person = Person::new();
    let files = ["reference", "current"].map(|side| fixture(&format!("case1_small_{side}.csv")));
    let path = person.path("drift.html");
    let output = path.display().to_string();
    compare(&person, &files[0], &files[1], &["--output", &output]).ended(0);
    let page = std::fs::read_to_string(&path).unwrap();
    for said in [
        "num_shift",
        "cat_abc",
        "Kolmogorov–Smirnov",
        "all 500 rows were compared",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(page.matches("<svg").count() >= 10);
    assert!(!page.contains("<script"));
    let again = compare(&person, &files[0], &files[1], &["--format", "html"]).ended(0);
    assert!(again.out.starts_with("<!doctype html>"));
}

#[test]
fn drift_is_kept_listed_and_resolved() {
    let person = Person::new();
    let unread = person.run(&["drift", "list"]).ended(2);
    assert!(unread.out.contains("Apply the pack"), "{unread:?}");
    assert_eq!(unread.out.lines().count(), 1, "{unread:?}");
    person.run(&["sample", "load"]).ended(0);
    let (admin, version) = who_and_what(&person);
    let files = ["reference", "current"].map(|side| fixture(&format!("case1_small_{side}.csv")));
    let keep = [
        "--write",
        "--model",
        version.as_str(),
        "--columns",
        "num_shift,num_same",
    ];
    let nobody = compare(&person, &files[0], &files[1], &keep).ended(2);
    assert!(nobody.err.contains("--as"), "{nobody:?}");

    let more = [&keep[..], &["--as", &admin, "--format", "json"]].concat();
    let kept = compare(&person, &files[0], &files[1], &more)
        .ended(0)
        .json();
    assert_eq!(kept["schema"], "provost.drift-run/1");
    assert_eq!(kept["report"]["schema"], "provost.drift/1");
    assert_eq!(
        (&kept["run"]["compared"], &kept["run"]["drifted"]),
        (&2.into(), &1.into())
    );
    let run = kept["run"]["id"].as_str().unwrap();
    let finding = kept["findings"][0]["id"].as_str().unwrap();
    assert_eq!(kept["findings"][0]["feature"], "num_shift");
    // Where somebody keeps files is nobody's business.
    let source = &kept["run"]["reference"]["source"];
    assert_eq!(source, "case1_small_reference.csv");
    assert_eq!(&kept["report"]["sources"]["reference"]["name"], source);

    let list = drift(&person, &["list", "--model", &version, "--open"]);
    assert_eq!(list["schema"], "provost.drift-list/1");
    let found = list["findings"].as_array().unwrap();
    assert!(found.iter().any(|one| one["id"] == finding), "{list}");
    // Whole, so that they can be given back, also where there is no terminal.
    let text = person.run(&["drift", "list"]).ended(0).out;
    for id in [run, finding] {
        assert!(text.contains(id), "{id}: {text}");
    }
    let shown = person.run(&["drift", "show", run]).ended(0);
    assert!(
        shown.out.contains("num_shift") && shown.out.contains("open"),
        "{shown:?}"
    );

    let done = [
        "resolve",
        finding,
        "--action",
        "Trained again.",
        "--as",
        &admin,
    ];
    let resolved = drift(&person, &done);
    assert_eq!(
        resolved["findings"][0]["resolution"]["action"],
        "Trained again."
    );
    let twice = person.run(&[&["drift"], &done[..]].concat()).ended(2);
    assert!(twice.err.contains("already"), "{twice:?}");
}

#[test]
fn what_answers_tell_is_kept_as_drift_of_its_own_kind() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let (admin, version) = who_and_what(&person);
    let files = ["reference", "current"].map(|side| fixture(&format!("answers_{side}.csv")));
    let more = [
        "--target",
        "churned",
        "--prediction",
        "said",
        "--write",
        "--model",
        version.as_str(),
        "--as",
        admin.as_str(),
        "--format",
        "json",
    ];
    let kept = compare(&person, &files[0], &files[1], &more)
        .ended(0)
        .json();
    let kinds: Vec<(&str, &str)> = kept["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["kind"] != "data")
        .map(|one| {
            (
                one["kind"].as_str().unwrap(),
                one["feature"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(kinds.len(), 2, "{kept}");
    assert!(
        kinds.contains(&("performance", "churned by said")),
        "{kinds:?}"
    );
    assert!(
        kinds.contains(&("concept", "churned given said")),
        "{kinds:?}"
    );
    assert_eq!(kept["run"]["kind"], "data");
}
