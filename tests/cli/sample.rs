//! The sample company, loaded and removed from the command line.

use serde_json::Value;

use crate::person::Person;

#[test]
fn it_is_loaded_told_and_removed() {
    let person = Person::new();
    let absent = person.run(&["sample", "status"]).ended(0);
    assert!(absent.out.contains("is not there"), "{absent:?}");
    person.run(&["sample", "remove"]).ended(2);

    let words = ["sample", "load", "--seed", "7", "--day", "2026-03-01"];
    let loaded = person
        .run(&[&words[..], &["--format", "json"]].concat())
        .ended(0);
    assert!(
        loaded.err.contains("Installing identity/0001"),
        "{loaded:?}"
    );
    assert!(
        !loaded.err.contains("insert into"),
        "slow statements are not told: {loaded:?}"
    );
    let state = loaded.json();
    assert_eq!(state["schema"], "provost.sample/1");
    assert_eq!(
        (&state["loaded"], &state["seed"], &state["day"]),
        (
            &Value::from(true),
            &Value::from(7),
            &Value::from("2026-03-01")
        )
    );
    let again = person.run(&words).ended(2);
    assert!(again.err.contains("is there already"), "{again:?}");

    let told = person.run(&["sample", "status"]).ended(0);
    assert!(
        told.out.contains("ai_models") && told.out.contains("seed 7"),
        "{told:?}"
    );
    let removed = person
        .run(&["sample", "remove", "--format", "json"])
        .ended(0);
    assert_eq!(removed.json()["loaded"], false);
    assert_eq!(removed.json()["counts"], Value::Array(Vec::new()));
}
