use proptest::prelude::*;
use provost_core::drift::BinsKind;

use super::*;

fn two(reference: Vec<f64>, current: Vec<f64>) -> Cumulative {
    Cumulative {
        title: "amount".to_owned(),
        unit: "USD".to_owned(),
        sides: vec![
            Sampled {
                name: "Reference".to_owned(),
                values: Known::Values(reference),
            },
            Sampled {
                name: "Current".to_owned(),
                values: Known::Values(current),
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
    let all: Vec<Steps> = plot.sides.iter().map(|side| side.values.steps()).collect();
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
        Known::Values(vec![2.0, 1.0, 2.0, f64::NAN, 2.0]).steps(),
        [(1.0, 0.25), (2.0, 1.0)]
    );
    assert!(two(vec![1.0], vec![]).csv().contains("Reference,1,1\r\n"));
}

fn bins(edges: &[f64], keys: &[&str], reference: &[u32], current: &[u32]) -> Bins {
    Bins {
        kind: BinsKind::Sturges,
        edges: edges.to_vec(),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        reference: reference.to_vec(),
        current: current.to_vec(),
    }
}

#[test]
fn bins_are_known_at_their_edges() {
    // By hand: below 2 stand half of the reference and none of the current rows.
    let of = bins(
        &[0.0, 1.0, 2.0, 3.0, 4.0],
        &[],
        &[1, 1, 1, 1],
        &[0, 0, 6, 2],
    );
    let plot = Cumulative::of_drift(&of, "amount", "").unwrap();
    let drawn = plot.plot(Frame::default()).unwrap();
    assert_eq!(
        drawn.description,
        "Empirical distributions. Known at the edges of bins, with straight lines between them. \
         Reference: 4 values, 25 % below 1, 50 % below 2, 75 % below 3. \
         Current: 8 values, 0 % below 1, 0 % below 2, 75 % below 3. \
         The greatest distance is 50 % at 2: 50 % against 0 %."
    );
    assert_eq!(drawn.table.rows[2], ["2", "50 %", "0 %"]);
    let readings = &drawn.panels[0].traces[1].readings;
    assert_eq!(readings.first().unwrap().y, Some(0.0));
    assert_eq!(readings.last().unwrap().y, Some(100.0));
}

#[test]
fn open_bins_keep_what_lies_beyond_their_edges() {
    let ends = [f64::NEG_INFINITY, 10.0, 20.0, f64::INFINITY];
    let known = Known::of_bins(&bins(&ends, &[], &[2, 5, 3], &[]), &[2, 5, 3]).unwrap();
    assert_eq!(known.steps(), [(10.0, 0.2), (20.0, 0.7)]);
    assert_eq!(known.counts(), (10, 0));
    let empty = Cumulative::of_drift(&bins(&[], &[], &[], &[]), "", "").unwrap();
    roxmltree::Document::parse(&empty.plot(Frame::default()).unwrap().light).unwrap();
}

#[test]
fn values_that_are_numbers_are_counted_and_words_have_no_distribution() {
    let of = bins(&[], &["10", "2", "3"], &[1, 2, 1], &[4, 0, 0]);
    let plot = Cumulative::of_drift(&of, "stars", "").unwrap();
    assert_eq!(
        plot.sides[0].values.steps(),
        [(2.0, 0.5), (3.0, 0.75), (10.0, 1.0)]
    );
    let drawn = plot.plot(Frame::default()).unwrap();
    assert!(
        drawn
            .description
            .contains("The greatest distance is 75 % at 3")
    );
    let words = bins(&[], &["a", "2"], &[1, 1], &[1, 1]);
    assert_eq!(Cumulative::of_drift(&words, "", ""), None);
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
