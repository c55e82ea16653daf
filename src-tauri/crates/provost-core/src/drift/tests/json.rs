//! A report as JSON: valid whatever the values are, and read back as it was.

use super::super::*;

fn numbers(name: &str, values: Vec<f64>) -> Column {
    Column {
        name: name.to_owned(),
        values: Values::Numeric {
            values,
            integers: false,
        },
    }
}

fn asked(method: Method) -> Asked {
    Asked {
        method: Some(method),
        ..Asked::default()
    }
}

#[test]
fn open_ends_are_null_and_come_back_as_infinities() {
    // Their quantiles are 2, 3, … 10.
    let reference: Vec<f64> = (1..12).map(f64::from).collect();
    let current: Vec<f64> = (5..20).map(f64::from).collect();
    let report = compare(
        &[numbers("n", reference)],
        &[numbers("n", current)],
        &asked(Method::PsiQuantile),
    );
    let text = serde_json::to_string(&report).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let edges = value["columns"][0]["bins"]["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 11);
    assert!(edges[0].is_null() && edges[10].is_null());
    assert!(edges[1..10].iter().all(serde_json::Value::is_number));
    let back: DriftReport = serde_json::from_str(&text).unwrap();
    let edges = &back.columns[0].bins.edges;
    assert_eq!((edges[0], edges[10]), (f64::NEG_INFINITY, f64::INFINITY));
    assert_eq!(back.columns[0].bins, report.columns[0].bins);
    let mut open_inside = value;
    open_inside["columns"][0]["bins"]["edges"][5] = serde_json::Value::Null;
    assert!(serde_json::from_value::<DriftReport>(open_inside).is_err());
}

#[test]
fn a_statistic_without_end_is_told_in_words() {
    let words = |list: &[&str]| Column {
        name: "w".to_owned(),
        values: Values::Categorical(list.iter().map(|word| Some((*word).to_owned())).collect()),
    };
    let report = compare(
        &[words(&["a", "b", "c"])],
        &[words(&["a", "b", "new"])],
        &asked(Method::ChiSquare),
    );
    let column = &report.columns[0];
    assert_eq!(
        (column.score, column.statistic, column.drifted),
        (0.0, None, true)
    );
    assert!(column.notes[0].contains("infinite"), "{:?}", column.notes);
}

#[test]
fn numbers_beyond_reckoning_are_left_out_with_the_reason() {
    let far = vec![-1.7e308, 0.0, 1.7e308];
    for method in [Method::Wasserstein, Method::Hellinger] {
        let report = compare(
            &[numbers("n", far.clone())],
            &[numbers("n", vec![0.0, 1.0, 2.0])],
            &asked(method),
        );
        assert!(report.columns.is_empty() && !report.drifted, "{report:?}");
        assert!(report.not_compared[0].reason.contains("too large"));
    }
}
