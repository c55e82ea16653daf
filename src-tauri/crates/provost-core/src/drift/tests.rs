//! Every score of Evidently 0.7.23 and scipy 1.17.1 on two pairs of samples (`tests/fixtures/drift`, with its generator's
//! versions).

mod answers;
mod json;
mod properties;

use serde_json::Value;

use super::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/drift");

fn expected() -> Value {
    let text = std::fs::read_to_string(format!("{FOLDER}/expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn source(case: &str, side: &str, types: &Value) -> Vec<Column> {
    let mut reader = csv::Reader::from_path(format!("{FOLDER}/{case}_{side}.csv")).unwrap();
    let names: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let cells = rows.iter().map(|row| row[at].to_owned());
            let values = if types[name]["type"] == "num" {
                let whole = ["num_int_poisson", "num_binary", "num_5vals"].contains(&name.as_str());
                Values::Numeric {
                    values: cells.map(|cell| cell.parse().unwrap_or(f64::NAN)).collect(),
                    integers: whole,
                }
            } else {
                Values::Categorical(
                    cells
                        .map(|cell| (!cell.is_empty()).then_some(cell))
                        .collect(),
                )
            };
            Column {
                name: name.clone(),
                values,
            }
        })
        .collect()
}

fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) if text == "Infinity" => f64::INFINITY,
        other => other.as_f64().unwrap(),
    }
}

fn near(left: f64, right: f64) -> bool {
    (left.is_infinite() && right.is_infinite()) || (left - right).abs() <= 1e-9
}

const NAMES: [(&str, Method); 8] = [
    ("psi", Method::Psi),
    ("jensenshannon", Method::JensenShannon),
    ("hellinger", Method::Hellinger),
    ("ks", Method::KolmogorovSmirnov),
    ("wasserstein", Method::Wasserstein),
    ("chisquare", Method::ChiSquare),
    ("z", Method::ZTest),
    ("psi_quantile10_eps1e-4", Method::PsiQuantile),
];

#[test]
fn every_score_is_that_of_evidently_and_scipy() {
    let expected = expected();
    let mut checked = 0;
    for (case, facts) in expected["cases"].as_object().unwrap() {
        let types = &facts["columns"];
        let (reference, current) = (
            source(case, "reference", types),
            source(case, "current", types),
        );
        for (key, method) in NAMES {
            let asked = Asked {
                method: Some(method),
                ..Asked::default()
            };
            let report = compare(&reference, &current, &asked);
            for column in &report.columns {
                let fact = &types[&column.name];
                if column.test != method || fact[key].is_null() {
                    continue;
                }
                let score = number(&fact[key]["score"]);
                assert!(
                    near(column.score, score),
                    "{case} {} {key}: {} and {score}",
                    column.name,
                    column.score
                );
                if let Some(drifted) = fact[key]["drifted"].as_bool() {
                    assert_eq!(column.drifted, drifted, "{case} {} {key}", column.name);
                }
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 168);
}

#[test]
fn the_default_test_is_the_one_that_evidently_takes() {
    let expected = expected();
    for (case, facts) in expected["cases"].as_object().unwrap() {
        let types = &facts["columns"];
        let report = compare(
            &source(case, "reference", types),
            &source(case, "current", types),
            &Asked::default(),
        );
        assert_eq!(report.columns.len(), 15);
        for column in &report.columns {
            let default = &types[&column.name]["default"];
            let name = NAMES
                .iter()
                .find(|(_, method)| *method == column.test)
                .unwrap()
                .0;
            assert_eq!(
                Some(name),
                default["method"].as_str(),
                "{case} {}",
                column.name
            );
            assert_eq!(Some(column.drifted), default["drifted"].as_bool());
            let bins = &types[&column.name]["bins"];
            let counts = |key: &str| -> Vec<u32> {
                let list = bins[key].as_array().unwrap();
                list.iter()
                    .map(|count| u32::try_from(count.as_u64().unwrap()).unwrap())
                    .collect()
            };
            let mut pairs: Vec<_> = column
                .bins
                .reference
                .iter()
                .copied()
                .zip(column.bins.current.iter().copied())
                .collect();
            let mut wanted: Vec<_> = counts("ref_counts")
                .into_iter()
                .zip(counts("cur_counts"))
                .collect();
            // Categories of the generator are in another order.
            if column.bins.edges.is_empty() {
                pairs.sort_unstable();
                wanted.sort_unstable();
            }
            assert_eq!(pairs, wanted, "{case} {}", column.name);
            let edges: Vec<f64> = bins["edges"]
                .as_array()
                .into_iter()
                .flatten()
                .map(number)
                .collect();
            assert_eq!(column.bins.edges.len(), edges.len());
            for (own, edge) in column.bins.edges.iter().zip(&edges) {
                assert!(near(*own, *edge), "{case} {}", column.name);
            }
        }
    }
}
