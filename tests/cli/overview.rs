//! `provost overview`: the first screen in the terminal.

use crate::person::Person;

#[test]
fn a_workspace_without_packs_says_what_is_missing() {
    let person = Person::new();
    let text = person.run(&["overview"]).ended(0);
    for words in [
        "Overview of Local workspace",
        "SUCCESS METRICS",
        "not determinable",
        "Packs that are missing: AI, Governance, Training, Security.",
    ] {
        assert!(text.out.contains(words), "{words}: {text:?}");
    }
    let overview = person
        .run(&["overview", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(overview["schema"], "provost.overview/1");
    let figures = overview["figures"].as_array().unwrap();
    assert!(
        figures
            .iter()
            .all(|figure| { figure["state"] == "not-determinable" && figure["value"].is_null() })
    );

    let rows = person.run(&["overview", "--rows", "open-drift"]).ended(2);
    assert!(rows.err.contains("Apply the pack"), "{rows:?}");
    let wrong = person.run(&["overview", "--rows", "nothing"]).ended(2);
    assert!(wrong.err.contains("consents-expiring"), "{wrong:?}");
}

#[test]
fn the_sample_company_is_shown_as_what_it_is() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let text = person.run(&["overview"]).ended(0);
    for words in [
        "Sample data, synthetic: Halvard Mutual Insurance",
        "at least 99.9 %",
        "attention",
    ] {
        assert!(text.out.contains(words), "{words}: {text:?}");
    }
    assert!(
        !text.out.contains("not determinable") && !text.out.contains("no rows"),
        "{text:?}"
    );
    let overview = person
        .run(&["overview", "--format", "json"])
        .ended(0)
        .json();
    let stopped = &overview["figures"]
        .as_array()
        .unwrap()
        .iter()
        .find(|figure| figure["id"] == "withdrawn-in-production")
        .unwrap()["value"];
    let rows = person
        .run(&[
            "overview",
            "--rows",
            "withdrawn-in-production",
            "--limit",
            "2",
            "--offset",
            "1",
            "--format",
            "json",
        ])
        .ended(0)
        .json();
    assert_eq!(rows["schema"], "provost.overview-rows/1");
    assert_eq!(rows["total"].as_f64(), stopped.as_f64());
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2);
    assert_eq!(rows["offset"], 1);
    assert_eq!(overview["series"].as_array().unwrap().len(), 5);
}
