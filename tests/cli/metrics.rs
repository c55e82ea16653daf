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
        kept.out
            .contains("5 rows, 0 imported, 1 there already, 3 refused."),
        "{kept:?}"
    );

    let told = person
        .run(&["metrics", "import", "rows.csv", "--format", "json"])
        .ended(2)
        .json();
    assert_eq!(told["schema"], "provost.metrics-import/1");
    assert_eq!(
        ["landed", "duplicates", "refusedCount", "wrongCount"].map(|key| told[key].as_u64()),
        [1, 1, 4, 3].map(Some)
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
            .contains("1 row, 0 imported, 1 there already, 0 refused."),
        "{again:?}"
    );
    assert!(!again.out.contains("Why it was refused"), "{again:?}");
    std::fs::write(person.path("broken.csv"), "time,value\n").unwrap();
    let broken = person.run(&["metrics", "import", "broken.csv"]).ended(2);
    assert!(broken.err.contains("names no column metric"), "{broken:?}");
}

/// The four success metrics of the seeds: accuracy, availability, response time and compliance.
#[test]
fn the_targets_that_the_guide_names_can_be_set_as_they_stand_there() {
    let guide = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/metrics.md"));
    let guide = guide.unwrap();
    let (_, part) = guide.split_once("\n## Targets\n").unwrap();
    let (part, _) = part.split_once("\n## ").unwrap();
    let person = Person::new();
    person.run(&["sample", "load"]).ended(0);
    let mut set = Vec::new();
    for line in part.lines() {
        let Some(command) = line.strip_prefix("provost metrics set-target ") else {
            continue;
        };
        let mut words = vec!["metrics", "set-target"];
        words.extend(command.split_whitespace());
        words.extend(["--format", "json"]);
        let told = person.run(&words).ended(0).json();
        let target = &told["targets"][0];
        set.push((
            target["metric"].as_str().unwrap().to_owned(),
            target["direction"].as_str().unwrap().to_owned(),
            target["target"].as_f64().unwrap(),
            target["unit"].as_str().unwrap().to_owned(),
        ));
    }
    let told = |metric: &str, direction: &str, target: f64, unit: &str| {
        (
            metric.to_owned(),
            direction.to_owned(),
            target,
            unit.to_owned(),
        )
    };
    assert_eq!(
        set,
        [
            told("accuracy", "at-least", 95.0, "percentage"),
            told("availability", "at-least", 99.9, "percentage"),
            told("latency", "at-most", 100.0, "milliseconds"),
            told("compliance", "at-least", 100.0, "percentage"),
        ]
    );
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
    let text = person.run(&["metrics", "costs"]).ended(0);
    assert!(text.out.contains("95 % prediction interval"), "{text:?}");
    // The same amount as in JSON, which writes it as the server does, and never so in the text.
    let total = costs["currencies"][0]["total"].as_str().unwrap();
    let (whole, cents) = total.split_once('.').unwrap_or((total, ""));
    let (front, back) = whole.split_at(whole.len() - 3);
    let spaced = format!("{front}\u{202f}{back}.{cents:0<2}");
    assert!((1..=3).contains(&front.len()), "{total}");
    assert!(text.out.contains(&spaced), "{spaced}: {text:?}");
    let run = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let bare = text
        .out
        .split_whitespace()
        .find(|word| run(word) > 3 && word.as_bytes().get(run(word)) == Some(&b'.'));
    assert_eq!(bare, None, "{text:?}");
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
    // Two targets of one metric are told apart, in the table and above the course of each.
    let other = "metrics set-target --metric wait --direction at-most --target 6 --aggregate max --allowed 0.5";
    person.run(&other.split(' ').collect::<Vec<_>>()).ended(0);
    let two = run("").ended(0);
    for words in ["at most 5 over 24 h", "at most 6 over 24 h"] {
        assert_eq!(two.out.matches(words).count(), 2, "{words}: {two:?}");
    }
    let drawn = run("--format svg").ended(0);
    assert!(drawn.out.starts_with("<svg"), "{drawn:?}");
    assert!(drawn.out.contains("Ticket over 3 days"), "{drawn:?}");
    let nothing = "metrics burn --metric wait --from 2025-01-01 --to 2025-01-02 --format svg";
    person.run(&nothing.split(' ').collect::<Vec<_>>()).ended(2);
}
