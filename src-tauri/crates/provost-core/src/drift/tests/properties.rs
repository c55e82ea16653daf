//! What holds of every pair of samples.

use proptest::prelude::*;

use super::super::*;

fn numbers(values: &[f64]) -> Vec<Column> {
    vec![Column {
        name: "x".to_owned(),
        values: Values::Numeric {
            values: values.to_vec(),
            integers: false,
        },
    }]
}

fn words(values: &[u8]) -> Vec<Column> {
    vec![Column {
        name: "x".to_owned(),
        values: Values::Categorical(values.iter().map(|one| Some(one.to_string())).collect()),
    }]
}

fn asked(method: Method) -> Asked {
    Asked {
        method: Some(method),
        ..Asked::default()
    }
}

fn score(reference: &[Column], current: &[Column], method: Method) -> f64 {
    let report = compare(reference, current, &asked(method));
    assert_eq!(report.columns[0].test, method);
    report.columns[0].score
}

/// More different numbers than are bins of their own, so that both ways round have ranges.
fn many() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::hash_set(-5000_i32..5000, 21..90)
        .prop_map(|set| set.into_iter().map(|one| f64::from(one) / 8.0).collect())
}

fn few() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0_u8..6, 1..120)
}

proptest! {
    #[test]
    fn then_and_now_can_be_exchanged(a in many(), b in many(), left in few(), right in few()) {
        use Method::{Hellinger, JensenShannon, KolmogorovSmirnov, Psi};
        for method in [JensenShannon, Psi, Hellinger, KolmogorovSmirnov] {
            let (one, other) = (numbers(&a), numbers(&b));
            let (there, back) = (score(&one, &other, method), score(&other, &one, method));
            prop_assert!((there - back).abs() <= 1e-9, "{method:?}: {there} and {back}");
        }
        for method in [JensenShannon, Psi, Hellinger] {
            let (one, other) = (words(&left), words(&right));
            let (there, back) = (score(&one, &other, method), score(&other, &one, method));
            prop_assert!((there - back).abs() <= 1e-9, "{method:?}: {there} and {back}");
        }
    }

    #[test]
    fn distances_stand_between_their_bounds(left in few(), right in few()) {
        let (one, other) = (words(&left), words(&right));
        let most = std::f64::consts::LN_2.sqrt() + 1e-12;
        prop_assert!((0.0..=most).contains(&score(&one, &other, Method::JensenShannon)));
        prop_assert!((0.0..=1.0 + 1e-12).contains(&score(&one, &other, Method::Hellinger)));
        prop_assert!(score(&one, &other, Method::Psi) >= 0.0);
        prop_assert!((0.0..=1.0).contains(&score(&one, &other, Method::ChiSquare)));
    }

    #[test]
    fn the_same_never_drifted(a in many(), left in few()) {
        for method in Method::ALL {
            for same in [numbers(&a), words(&left)] {
                let report = compare(&same, &same, &asked(method));
                prop_assert!(!report.drifted, "{report:?}");
                prop_assert_eq!(report.columns[0].severity, None);
            }
        }
    }

    #[test]
    fn whatever_the_numbers_are_every_score_is_finite_or_the_column_is_left_out(
        a in proptest::collection::vec(proptest::num::f64::ANY, 0..40),
        b in proptest::collection::vec(proptest::num::f64::ANY, 0..40),
    ) {
        for method in Method::ALL {
            let report = compare(&numbers(&a), &numbers(&b), &asked(method));
            prop_assert_eq!(report.columns.len() + report.not_compared.len(), 1);
            prop_assert!(report.columns.iter().all(|column| column.score.is_finite()));
            let text = serde_json::to_string(&report).unwrap();
            prop_assert!(serde_json::from_str::<DriftReport>(&text).is_ok(), "{}", text);
        }
    }
}
