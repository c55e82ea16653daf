use proptest::prelude::*;

use super::*;

fn two(reference: Vec<f64>, current: Vec<f64>) -> Cumulative {
    Cumulative {
        title: "amount".to_owned(),
        unit: "USD".to_owned(),
        sides: vec![
            Sampled {
                name: "Reference".to_owned(),
                values: reference,
            },
            Sampled {
                name: "Current".to_owned(),
                values: current,
            },
        ],
    }
}

#[test]
fn the_greatest_distance_is_that_of_kolmogorov_and_smirnov() {
    // scipy.stats.ks_2samp([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 4, 5, 9, 10]): statistic 0.3333…, location 8.
    let plot = two(
        (1..=8).map(f64::from).collect(),
        vec![3.0, 4.0, 4.0, 5.0, 9.0, 10.0],
    );
    let all: Vec<Vec<(f64, f64)>> = plot.sides.iter().map(|side| steps(&side.values)).collect();
    let found = distance(&all).unwrap();
    assert!((found.shares.0 - found.shares.1 - 1.0 / 3.0).abs() < 1e-12);
    assert!((found.at - 8.0).abs() < f64::EPSILON);
    let drawn = plot.plot(Frame::default()).unwrap();
    assert!(
        drawn
            .description
            .contains("The greatest distance is 33.3 % at 8.00 USD: 100 % against 66.7 %."),
        "{}",
        drawn.description
    );
    assert!(drawn.light.contains("33.3 % apart at 8"));
    assert_eq!(drawn.table.rows[50], ["50 %", "4.00 USD", "4.00 USD"]);
}

#[test]
fn values_that_come_twice_are_one_step() {
    assert_eq!(
        steps(&[2.0, 1.0, 2.0, f64::NAN, 2.0]),
        [(1.0, 0.25), (2.0, 1.0)]
    );
    assert!(two(vec![1.0], vec![]).csv().contains("Reference,1,1\r\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_values_are_drawn_or_left_out(
        one in prop::collection::vec(any::<f64>(), 0..200),
        other in prop::collection::vec(-5.0_f64..5.0, 0..2_000),
        size in (0_u32..3_000, 0_u32..2_000),
    ) {
        let plot = two(one, other);
        let drawn = plot.plot(Frame { width: size.0, height: size.1 }).unwrap();
        roxmltree::Document::parse(&drawn.dark).unwrap();
        prop_assert!(!drawn.dark.contains("NaN"));
        for trace in &drawn.panels[0].traces {
            prop_assert!(trace.readings.is_sorted_by(|a, b| a.x < b.x && a.y < b.y));
        }
    }
}
