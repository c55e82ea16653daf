//! `--target` and `--prediction`: performance and concept drift of a model's answers.

use super::{column, compare, expected_answers, fixture, json};
use crate::person::Person;

fn files() -> [String; 2] {
    ["reference", "current"].map(|side| fixture(&format!("answers_{side}.csv")))
}

#[test]
fn what_answers_tell_is_that_of_scipy_and_evidently() {
    let person = Person::new();
    let [reference, current] = files();
    for pair in expected_answers()["pairs"].as_array().unwrap() {
        let name = |key: &str| pair[key].as_str().unwrap();
        let (target, prediction) = (name("target"), name("prediction"));
        let asked = ["--target", target, "--prediction", prediction];
        let answer = json(&person, &reference, &current, &asked);
        for (kind, named) in [("concept", "given"), ("performance", "by")] {
            let wanted = &pair[kind];
            let name = format!("{target} {named} {prediction}");
            // Words with which a number cannot be right or wrong; yes and no of a text file are truths.
            if wanted.is_null() {
                let left = answer["notCompared"].as_array().unwrap();
                assert!(
                    left.iter().any(|one| one["name"] == name.as_str()),
                    "{left:?}"
                );
                continue;
            }
            let own = column(&answer, &name);
            assert_eq!(own["drift"], kind);
            for key in ["score", "statistic"] {
                if let Some(wanted) = wanted[key].as_f64() {
                    let told = own[key].as_f64().unwrap();
                    assert!(
                        (told - wanted).abs() <= 1e-9,
                        "{name} {key}: {told} and {wanted}"
                    );
                }
            }
        }
        assert_eq!(column(&answer, target)["drift"], "data");
    }
}

#[test]
fn they_are_read_beside_the_columns_that_were_named_and_told_in_words() {
    let person = Person::new();
    let [reference, current] = files();
    let asked = ["--target", "churned", "--prediction", "said"];
    let only = [&asked[..], &["--columns", "guess"]].concat();
    let text = compare(&person, &reference, &current, &only).ended(0).out;
    for said in [
        "churned by said",
        "churned given said",
        "The share of right answers (accuracy) is 0.7394 in the reference and 0.6978",
        "There is performance drift: churned by said. There is concept drift: churned given said.",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(text.contains("of 3 columns drifted"), "{text}");
    let page = [&only[..], &["--format", "html"]].concat();
    let page = compare(&person, &reference, &current, &page).ended(0).out;
    assert!(page.contains("churned given said") && page.contains("concept"));
    for (more, said) in [
        (&["--target", "churned"][..], "--prediction"),
        (
            &["--target", "churned", "--prediction", "absent"],
            "Not both sources have a column \"absent\"",
        ),
    ] {
        let run = compare(&person, &reference, &current, more).ended(2);
        assert!(run.err.contains(said), "{run:?}");
    }
}
