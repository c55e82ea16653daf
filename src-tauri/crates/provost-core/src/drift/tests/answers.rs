//! Performance and concept drift against scipy and Evidently (`tests/fixtures/drift/answers.json`, with its generator).

use serde_json::Value;

use super::super::*;
use super::{FOLDER, near};
use crate::audit::Severity;

const WORDS: [&str; 4] = ["churned", "said", "colour", "colour_said"];

fn side(name: &str) -> Vec<Column> {
    let path = format!("{FOLDER}/answers_{name}.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let column = |(at, name): (usize, &str)| {
        let cells = rows.iter().map(|row| row[at].to_owned());
        Column {
            name: name.to_owned(),
            values: if WORDS.contains(&name) {
                let word = |cell: String| (!cell.is_empty()).then_some(cell);
                Values::Categorical(cells.map(word).collect())
            } else {
                Values::Numeric {
                    values: cells.map(|cell| cell.parse().unwrap_or(f64::NAN)).collect(),
                    integers: false,
                }
            },
        }
    };
    names.iter().enumerate().map(column).collect()
}

fn answered(target: &str, prediction: &str) -> DriftReport {
    let asked = Asked {
        answers: Some(Answers {
            target: target.to_owned(),
            prediction: prediction.to_owned(),
        }),
        ..Asked::default()
    };
    compare(&side("reference"), &side("current"), &asked)
}

fn of(report: &DriftReport, drift: DriftKind) -> Option<&ColumnDrift> {
    report.columns.iter().find(|one| one.drift == drift)
}

#[test]
fn both_kinds_are_those_of_scipy_and_evidently() {
    let text = std::fs::read_to_string(format!("{FOLDER}/answers.json")).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let pairs = expected["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 4);
    for pair in pairs {
        let name = |key: &str| pair[key].as_str().unwrap();
        let (target, prediction) = (name("target"), name("prediction"));
        let report = answered(target, prediction);
        let number = |fact: &Value| fact.as_f64().unwrap();
        let concept = of(&report, DriftKind::Concept).unwrap();
        let wanted = &pair["concept"];
        assert_eq!(concept.name, format!("{target} given {prediction}"));
        assert!(near(concept.score, number(&wanted["score"])), "{concept:?}");
        let statistic = concept.statistic.unwrap();
        assert!(near(statistic, number(&wanted["statistic"])), "{concept:?}");
        let notes = concept.notes.join(" ");
        for (said, key) in [
            (" degrees of freedom", "degrees"),
            (" groups of the prediction have rows on one", "one_sided"),
            (" of ", "small_cells"),
        ] {
            let told = notes.contains(&format!("{}{said}", wanted[key]));
            assert!(told || wanted[key] == 0, "{key}: {notes}");
        }
        // The rule of the grades: the distance over 0.1.
        let graded = match number(&wanted["effect"]) / 0.1 {
            ..1.5 => Severity::Low,
            1.5..2.5 => Severity::Medium,
            _ => Severity::High,
        };
        assert_eq!(concept.severity, Some(graded), "{concept:?}");
        let performance = of(&report, DriftKind::Performance);
        let wanted = &pair["performance"];
        assert_eq!(performance.is_none(), wanted.is_null());
        let Some(performance) = performance else {
            let left = &report.not_compared[0];
            assert_eq!(left.name, format!("{target} by {prediction}"));
            assert!(
                left.reason
                    .contains("is categorical and what the model said is numeric")
            );
            continue;
        };
        assert!(
            near(performance.score, number(&wanted["score"])),
            "{performance:?}"
        );
        assert_eq!(Some(performance.drifted), wanted["drifted"].as_bool());
        let method = match wanted["method"].as_str().unwrap() {
            "z" => Method::ZTest,
            "wasserstein" => Method::Wasserstein,
            other => panic!("{other}"),
        };
        assert_eq!(performance.test, method);
        let (then, now) = performance.means.unwrap();
        assert!(near(then, number(&wanted["means"][0])) && near(now, number(&wanted["means"][1])));
    }
}

#[test]
fn what_the_answers_tell_is_beside_the_columns_and_not_among_their_share() {
    let report = answered("churned", "said");
    let data = report
        .columns
        .iter()
        .filter(|one| one.drift == DriftKind::Data);
    assert_eq!((data.count(), report.columns.len()), (7, 9));
    let without = compare(&side("reference"), &side("current"), &Asked::default());
    assert_eq!(
        report.drifted_share.to_bits(),
        without.drifted_share.to_bits()
    );
    assert_eq!(report.drifted, without.drifted);
    // A report that was kept before there were kinds of columns.
    let mut old = serde_json::to_value(&report.columns[0]).unwrap();
    old.as_object_mut().unwrap().remove("drift");
    let old: ColumnDrift = serde_json::from_value(old).unwrap();
    assert_eq!(old, report.columns[0]);
}

#[test]
fn the_same_answers_have_no_drift_and_what_is_no_answer_is_told() {
    let same = side("reference");
    let asked = |target: &str, prediction: &str| Asked {
        answers: Some(Answers {
            target: target.to_owned(),
            prediction: prediction.to_owned(),
        }),
        ..Asked::default()
    };
    for (target, prediction) in [("churned", "said"), ("amount", "guess"), ("said", "said")] {
        let report = compare(&same, &same, &asked(target, prediction));
        assert_eq!(report.columns.len(), 9);
        assert!(report.columns.iter().all(|one| !one.drifted), "{report:?}");
    }
    let report = compare(&same, &same, &asked("churned", "absent"));
    assert_eq!(report.not_compared.len(), 2);
    assert!(
        report.not_compared[1]
            .reason
            .contains("absent is not compared")
    );
    // Every row another class.
    let many = |name: &str| Column {
        name: name.to_owned(),
        values: Values::Categorical((0..60).map(|at| Some(at.to_string())).collect()),
    };
    let side = [many("a"), many("b")];
    let report = compare(&side, &side, &asked("a", "b"));
    assert!(
        report.not_compared[0]
            .reason
            .contains("60 different values")
    );
    assert!(of(&report, DriftKind::Performance).is_some_and(|one| !one.drifted));
}
