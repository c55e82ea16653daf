//! Parquet files as sources: the same answers as of the same rows in CSV.

use serde_json::Value;

use super::{column, compare, fixture, json};
use crate::person::Person;

fn case(side: &str, parquet: bool) -> String {
    if parquet {
        fixture(&format!("parquet/case1_small_{side}.parquet"))
    } else {
        fixture(&format!("case1_small_{side}.csv"))
    }
}

/// An answer without what differs by design: the names of the files, and yes and no, which only a text file has as words.
fn told(mut answer: Value) -> Value {
    answer["sources"] = Value::Null;
    for column in answer["columns"].as_array_mut().unwrap() {
        if column["name"] == "cat_two" {
            column["kind"] = Value::Null;
            column["bins"]["keys"] = Value::Null;
            column["notes"] = Value::Null;
        }
    }
    answer
}

#[test]
fn every_score_is_the_one_of_the_same_rows_as_text() {
    let person = Person::new();
    let tests = [
        "kolmogorov-smirnov",
        "wasserstein",
        "jensen-shannon",
        "psi",
        "psi-quantile",
        "chi-square",
        "hellinger",
    ];
    let chosen: Vec<Vec<&str>> = tests.iter().map(|test| vec!["--test", *test]).collect();
    for more in [vec![], vec!["--sample", "120", "--seed", "9"]]
        .into_iter()
        .chain(chosen)
    {
        let of = |reference, current| {
            let answer = json(
                &person,
                &case("reference", reference),
                &case("current", current),
                &more,
            );
            told(answer)
        };
        let text = of(false, false);
        assert_eq!(text["columns"].as_array().unwrap().len(), 15);
        assert_eq!(of(true, true), text, "{more:?}");
        assert_eq!(of(false, true), text, "{more:?}");
    }
}

#[test]
fn a_file_is_known_by_how_it_begins() {
    let person = Person::new();
    std::fs::copy(case("reference", true), person.path("a.csv")).unwrap();
    std::fs::copy(case("reference", false), person.path("b.parquet")).unwrap();
    let answer = json(&person, "a.csv", "b.parquet", &[]);
    assert_eq!(answer["columns"].as_array().unwrap().len(), 15);
    assert_eq!(answer["drifted"], false);
    assert_eq!(answer["sources"]["reference"]["rows"], 500);
}

#[test]
fn what_is_not_compared_is_told_and_what_is_damaged_too() {
    let person = Person::new();
    let unread = fixture("parquet/unread.parquet");
    let answer = json(&person, &unread, &unread, &[]);
    assert_eq!(column(&answer, "n")["referenceRows"], 20);
    let left = answer["notCompared"].as_array().unwrap();
    assert_eq!(left.len(), 10, "{answer}");
    let text = compare(&person, &unread, &unread, &["--columns", "structure"]).ended(0);
    assert!(text.out.contains("Make columns of its parts"), "{text:?}");
    let bytes = std::fs::read(&unread).unwrap();
    std::fs::write(person.path("cut.parquet"), &bytes[..bytes.len() - 9]).unwrap();
    let run = compare(&person, &unread, "cut.parquet", &[]).ended(2);
    assert!(
        run.err
            .contains("cut.parquet: its end is not that of a Parquet file"),
        "{run:?}"
    );
}
