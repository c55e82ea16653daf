use proptest::prelude::*;

use super::*;

fn two(bins: HistogramBins, reference: &[f64], current: &[f64]) -> Histogram {
    let side = |name: &str, counts: &[f64]| Side {
        name: name.to_owned(),
        counts: counts.to_vec(),
    };
    Histogram {
        title: "amount".to_owned(),
        unit: "USD".to_owned(),
        bins,
        sides: vec![side("Reference", reference), side("Current", current)],
    }
}

#[test]
fn sides_of_different_size_are_shares_of_their_own_rows() {
    let plot = two(
        HistogramBins::Ranges(vec![0.0, 10.0, 20.0]),
        &[75.0, 25.0],
        &[1.0, 3.0],
    );
    let drawn = plot.plot(Frame::default()).unwrap();
    let shares: Vec<Vec<Option<f64>>> = drawn.panels[0]
        .traces
        .iter()
        .map(|trace| trace.readings.iter().map(|one| one.y).collect())
        .collect();
    assert_eq!(shares, [[Some(75.0), Some(25.0)], [Some(25.0), Some(75.0)]]);
    assert_eq!(
        drawn.description,
        "Shares of rows in 2 ranges. Reference: 100 rows, most of them, 75 %, in 0 to 10. \
         Current: 4 rows, most of them, 75 %, in 10 to 20. The greatest change is in 0 to 10: from 75 % to 25 %."
    );
    assert_eq!(drawn.table.rows[1], ["10 to 20", "25", "25 %", "3", "75 %"]);
    assert_eq!(
        plot.csv(),
        "from,to,Reference,Current\r\n0,10,75,1\r\n10,20,25,3\r\n"
    );
}

#[test]
fn open_ends_are_named_and_rare_values_stand_together() {
    let open = HistogramBins::Ranges(vec![f64::NEG_INFINITY, 1.5, f64::INFINITY]);
    let drawn = two(open, &[1.0, 1.0], &[0.0, 2.0])
        .plot(Frame::default())
        .unwrap();
    assert_eq!(drawn.panels[0].x.labels, ["below 1.5", "from 1.5"]);
    let names: Vec<String> = (0..100).map(|index| format!("value {index}")).collect();
    let mut counts = vec![1.0; 100];
    counts[77] = 500.0;
    let drawn = two(HistogramBins::Values(names), &counts, &vec![1.0; 100])
        .plot(Frame::default())
        .unwrap();
    let labels = &drawn.panels[0].x.labels;
    assert_eq!(labels.len(), MOST_VALUES);
    assert!(labels.contains(&"value 77".to_owned()));
    assert_eq!(labels.last().map(String::as_str), Some("77 others"));
    let all: f64 = drawn.panels[0].traces[0]
        .readings
        .iter()
        .filter_map(|one| one.y)
        .sum();
    assert!((all - 100.0).abs() < 1e-9);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_counts_in_any_bins_are_drawn(
        edges in prop::collection::vec(any::<f64>(), 0..30),
        values in prop::collection::vec(any::<String>(), 0..60),
        words: bool,
        one in prop::collection::vec(any::<f64>(), 0..60),
        other in prop::collection::vec(0.0_f64..1e9, 0..60),
        size in (0_u32..3_000, 0_u32..2_000),
    ) {
        let bins = if words { HistogramBins::Values(values) } else { HistogramBins::Ranges(edges) };
        let plot = two(bins, &one, &other);
        let drawn = plot.plot(Frame { width: size.0, height: size.1 }).unwrap();
        roxmltree::Document::parse(&drawn.light).unwrap();
        prop_assert!(!drawn.light.contains("NaN"));
        let readings = drawn.panels[0].traces.iter().flat_map(|trace| &trace.readings);
        prop_assert!(readings.filter_map(|one| one.y).all(|share| (0.0..=100.000_001).contains(&share)));
        prop_assert!(plot.csv().ends_with("\r\n"));
    }
}
