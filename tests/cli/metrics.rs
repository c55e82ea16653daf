//! `provost metrics`: files in, answers out, with the sample company in the local workspace.

use std::fmt::Write as _;

use crate::person::Person;

const ROWS: &str = "time;metric;value;unit;model;version;region\n\
    2026-01-05T10:00:00Z;latency;84,25;milliseconds;fraud-detector;no such version;eu\n\
    2026-01-05T10:00:00Z;wait;84,25;seconds;;;eu\n\
    2026-01-05 11:00:00;wait;80;seconds;;;eu\n\
    2026-01-05T12:00:00Z;wait;fast;seconds;;;eu\n\
    2026-01-05T10:00:00Z;wait;84,25;seconds;;;eu\n";

#[test]
fn a_workspace_without_packs_says_what_is_missing() {
    let person = Person::new();
    std::fs::write(person.path("rows.csv"), ROWS).unwrap();
    for words in [
        &["metrics", "import", "rows.csv"][..],
        &["metrics", "query"],
        &["metrics", "burn"],
        &["metrics", "costs"],
        &["metrics", "targets"],
    ] {
        let told = person.run(words).ended(2);
        assert!(told.err.contains("is not there"), "{told:?}");
    }
}

#[test]
fn a_file_is_imported_once_and_what_is_wrong_with_it_is_told() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    std::fs::write(person.path("rows.csv"), ROWS).unwrap();
    let kept = person
        .run(&["metrics", "import", "rows.csv", "--all-or-nothing"])
        .ended(2);
    assert!(
        kept.out.contains("5 rows, 0 imported, 4 refused"),
        "{kept:?}"
    );

    let told = person
        .run(&["metrics", "import", "rows.csv", "--format", "json"])
        .ended(2)
        .json();
    assert_eq!(told["schema"], "provost.metrics-import/1");
    assert_eq!(
        (&told["landed"], &told["duplicates"]),
        (&1.into(), &1.into())
    );
    let refused = told["refused"].as_array().unwrap().iter();
    let kinds: Vec<(u64, &str)> = refused
        .map(|row| (row["line"].as_u64().unwrap(), row["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            (2, "unknown-name"),
            (4, "no-zone"),
            (5, "not-a-number"),
            (6, "duplicate")
        ]
    );
    // What is there already is no fault of a schedule that runs again.
    let good = "time,metric,value,unit,region\n2026-01-05T10:00:00Z,wait,84.25,seconds,eu\n";
    std::fs::write(person.path("good.csv"), good).unwrap();
    let again = person.run(&["metrics", "import", "good.csv"]).ended(0);
    assert!(
        again
            .out
            .contains("1 refused, of which 1 are there already"),
        "{again:?}"
    );
    std::fs::write(person.path("broken.csv"), "time,value\n").unwrap();
    let broken = person.run(&["metrics", "import", "broken.csv"]).ended(2);
    assert!(broken.err.contains("names no column metric"), "{broken:?}");
}

#[test]
fn values_targets_and_costs_are_answered_as_text_and_json() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let query = [
        "metrics",
        "query",
        "--metric",
        "accuracy",
        "--model",
        "fraud-detector",
    ];
    let text = person.run(&query).ended(0);
    for words in [
        "accuracy (percentage) of fraud-detector",
        "Targets that were missed",
    ] {
        assert!(text.out.contains(words), "{words}: {text:?}");
    }
    // The detector of the sample company drifts over its last ten weeks.
    let json = [&query[..], &["--format", "json", "--fail-on-breach"]].concat();
    let answer = person.run(&json).ended(1).json();
    assert_eq!(answer["schema"], "provost.metrics/1");
    let point = &answer["series"][0]["points"][0]["values"];
    assert!(point["p95"].is_f64() && point["count"].is_u64(), "{point}");
    let wrong = person
        .run(&["metrics", "query", "--model", "nothing"])
        .ended(2);
    assert!(wrong.err.contains("There is no model"), "{wrong:?}");
    costs_are_told(&person);
    targets_are_set_and_removed(&person);
}

fn costs_are_told(person: &Person) {
    let costs = person
        .run(&["metrics", "costs", "--format", "json"])
        .ended(0)
        .json();
    assert_eq!(costs["schema"], "provost.costs/1");
    let forecast = &costs["currencies"][0]["forecast"];
    assert_eq!(
        forecast["points"].as_array().unwrap().len(),
        3,
        "{forecast}"
    );
    assert!(
        person
            .run(&["metrics", "costs"])
            .ended(0)
            .out
            .contains("Forecast for 95 %")
    );
}

fn targets_are_set_and_removed(person: &Person) {
    let set = [
        "metrics",
        "set-target",
        "--metric",
        "wait",
        "--direction",
        "at-most",
        "--target",
        "10",
        "--format",
        "json",
    ];
    let set = person.run(&set).ended(0).json();
    assert_eq!(set["schema"], "provost.metric-targets/1");
    let id = set["targets"][0]["id"].as_str().unwrap();
    assert!(
        person
            .run(&["metrics", "targets"])
            .ended(0)
            .out
            .contains(id)
    );
    person.run(&["metrics", "remove-target", id]).ended(0);
    person.run(&["metrics", "remove-target", id]).ended(2);
}

#[test]
fn a_budget_that_burns_is_told_window_by_window_and_drawn() {
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let mut rows = "time,metric,value\n".to_owned();
    for day in 1..=20 {
        let value = if day > 10 { 9 } else { 1 };
        writeln!(rows, "2026-03-{day:02}T10:00:00Z,wait,{value}").unwrap();
    }
    std::fs::write(person.path("rows.csv"), rows).unwrap();
    person.run(&["metrics", "import", "rows.csv"]).ended(0);
    let set = "metrics set-target --metric wait --direction at-most --target 5 --allowed 0.25";
    person.run(&set.split(' ').collect::<Vec<_>>()).ended(0);
    let burn = "metrics burn --metric wait --from 2026-03-01 --to 2026-03-21";
    let asked = |more: &str| -> Vec<String> {
        let words = format!("{burn} {more}");
        words.split_whitespace().map(str::to_owned).collect()
    };
    let run = |more: &str| {
        let words = asked(more);
        person.run(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let told = run("--format json --fail-on-alert").ended(1).json();
    assert_eq!(told["schema"], "provost.metrics-burn/1");
    let course = &told["burns"][0]["courses"][0];
    assert_eq!(
        (&course["hours"], &course["factor"]),
        (&72.into(), &1.0.into())
    );
    // All of the last three days were missed, where one of four may be.
    let points = course["points"].as_array().unwrap();
    assert_eq!((points.len(), &points[19]["rate"]), (20, &4.0.into()));
    let text = run("").ended(0);
    assert!(text.out.contains("alert at 1"), "{text:?}");
    let drawn = run("--format svg").ended(0);
    assert!(drawn.out.starts_with("<svg"), "{drawn:?}");
    assert!(drawn.out.contains("Ticket over 3 days"), "{drawn:?}");
    let nothing = "metrics burn --metric wait --from 2025-01-01 --to 2025-01-02 --format svg";
    person.run(&nothing.split(' ').collect::<Vec<_>>()).ended(2);
}
