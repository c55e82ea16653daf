use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

pub(crate) fn hour(index: i64) -> DateTime<Utc> {
    Utc.timestamp_opt(1_760_000_400 + index * 3_600, 0).unwrap()
}

fn line(name: &str, values: &[f64]) -> Line {
    let points = (0..)
        .zip(values)
        .map(|(index, value)| (hour(index), *value));
    Line {
        name: name.to_owned(),
        points: points.collect(),
        bands: Vec::new(),
    }
}

fn latency(values: &[f64]) -> TimePlot {
    TimePlot {
        title: "Latency".to_owned(),
        unit: "ms".to_owned(),
        zone: Zone::named("Europe/Zurich").unwrap(),
        range: None,
        every: Some(TimeDelta::hours(1)),
        from_zero: false,
        lines: vec![line("p50", values)],
        limits: vec![Limit {
            name: "Threshold".to_owned(),
            kind: LimitKind::Threshold,
            direction: Direction::AtMost,
            value: 500.0,
        }],
    }
}

fn shapes(svg: &str, tag: &str) -> usize {
    let document = roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name(tag))
        .count()
}

#[test]
fn the_description_has_the_facts_and_the_picture_a_mark_for_each_stretch_of_breaches() {
    let plot = latency(&[100.0, 120.0, 510.0, 900.0, 300.0, f64::NAN, 80.0, 501.0])
        .plot(Frame::default())
        .unwrap();
    assert_eq!(
        plot.description,
        "Values over time from 2025-10-09 11:00 to 2025-10-09 18:00 (Europe/Zurich). \
         p50: 7 values, first 100 ms, last 501 ms, lowest 80 ms at 2025-10-09 17:00, \
         highest 900 ms at 2025-10-09 14:00, 1 gap; beyond the threshold 3 times in 2 stretches, \
         the worst 900 ms at 2025-10-09 14:00. Threshold at most 500 ms. \
         1 value is not a number that can be drawn."
    );
    assert_eq!(
        shapes(&plot.light, "polygon"),
        2,
        "a diamond for each stretch"
    );
    assert_eq!(plot.table.headings, ["Time (Europe/Zurich)", "p50"]);
    assert_eq!(plot.table.rows[3], ["2025-10-09 14:00", "900 ms"]);
}

#[test]
fn a_missing_hour_breaks_the_line_and_the_hour_that_is_left_out_in_spring_does_not() {
    let mut plot = latency(&[1.0; 10]);
    plot.limits.clear();
    assert_eq!(Prepared::of(&plot).lines[0].runs.len(), 1);
    plot.lines[0].points.remove(4);
    assert_eq!(Prepared::of(&plot).lines[0].runs.len(), 2);
    // Days of 23, 24 and 25 hours follow each other.
    let zone = plot.zone;
    plot.every = Some(TimeDelta::days(1));
    for month in ["2026-03", "2026-10"] {
        let day = |day: u32| zone.moments(format!("{month}-{day}T00:00:00").parse().unwrap())[0];
        plot.lines[0].points = (24..31).map(|one| (day(one), 1.0)).collect();
        assert_eq!(Prepared::of(&plot).lines[0].runs.len(), 1, "{month}");
    }
}

#[test]
fn a_part_is_drawn_to_its_edges_with_the_heights_that_the_line_has_there() {
    let whole = latency(&[0.0, 10.0, 20.0, 30.0]);
    let half = TimeDelta::minutes(30);
    let part = whole.within(hour(0) + half, hour(2) + half);
    let prepared = Prepared::of(&part);
    let heights: Vec<f64> = prepared.lines[0].runs[0]
        .iter()
        .map(|point| point.1)
        .collect();
    assert_eq!(heights, [5.0, 10.0, 20.0, 25.0]);
    assert_eq!(prepared.lines[0].inside.len(), 2);
    assert!(part.csv().lines().count() == 3, "{}", part.csv());
}

#[test]
fn a_limit_far_away_does_not_flatten_the_line_and_is_named_at_its_edge() {
    let mut plot = latency(&[1.0, 2.0, 3.0]);
    plot.limits[0].value = 10_000.0;
    let drawn = plot.plot(Frame::default()).unwrap();
    assert!(drawn.panels[0].y.to < 5.0);
    assert!(
        drawn.light.contains("↑ Threshold ≤ 10\u{202f}000 ms"),
        "{}",
        drawn.light
    );
}

#[test]
fn bands_are_read_at_their_line_and_the_widest_lies_below() {
    let mut plot = latency(&[10.0, 11.0, 12.0]);
    let band = |name: &str, reach: f64| Band {
        name: name.to_owned(),
        points: (0..3)
            .map(|index| (hour(index), 10.0 - reach, 10.0 + reach))
            .collect(),
    };
    plot.lines[0].bands = vec![band("p25 to p75", 2.0), band("p5 to p95", 8.0)];
    let drawn = plot.plot(Frame::default()).unwrap();
    let names: Vec<&str> = drawn.panels[0]
        .traces
        .iter()
        .map(|trace| trace.name.as_str())
        .collect();
    assert_eq!(names, ["p50", "p5 to p95", "p25 to p75"]);
    assert_eq!(
        drawn.panels[0].traces[1].readings[0],
        crate::Reading {
            x: drawn.panels[0].x.from,
            y: None,
            low: Some(2.0),
            high: Some(18.0)
        }
    );
    assert_eq!(
        drawn.table.rows[0][1..],
        ["10 ms", "2 to 18 ms", "8 to 12 ms"]
    );
}

#[test]
fn data_is_written_whole() {
    let plot = latency(&[1.5, 2.0]);
    assert_eq!(
        plot.csv(),
        "series,time,value,low,high,unit\r\n\
         p50,2025-10-09T09:00:00Z,1.5,,,ms\r\n\
         p50,2025-10-09T10:00:00Z,2,,,ms\r\n"
    );
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::MAX),
        Just(1e300),
        Just(-1e300),
        Just(0.0),
        -100.0_f64..100.0,
    ]
}

fn any_time() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        (0_i64..100).prop_map(hour),
        Just(DateTime::<Utc>::MIN_UTC),
        Just(DateTime::<Utc>::MAX_UTC),
        (-62_000_000_000_i64..250_000_000_000)
            .prop_map(|seconds| Utc.timestamp_opt(seconds, 0).unwrap()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_values_at_any_times_are_drawn_or_left_out(
        points in prop::collection::vec((any_time(), any_value()), 0..60),
        band in prop::collection::vec((any_time(), any_value(), any_value()), 0..20),
        limit in any_value(),
        size in (0_u32..3_000, 0_u32..2_000),
        from_zero: bool,
        range in prop::option::of((any_time(), any_time())),
        name in any::<String>(),
    ) {
        let plot = TimePlot {
            range,
            from_zero,
            lines: vec![Line { name, points, bands: vec![Band { name: "band".to_owned(), points: band }] }],
            limits: vec![Limit { value: limit, ..latency(&[]).limits[0].clone() }],
            ..latency(&[])
        };
        let drawn = plot.plot(Frame { width: size.0, height: size.1 }).unwrap();
        for svg in [&drawn.light, &drawn.dark] {
            roxmltree::Document::parse(svg).unwrap();
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf,") && !svg.contains("style="));
        }
        let panel = &drawn.panels[0];
        prop_assert!(panel.x.from < panel.x.to && panel.y.from < panel.y.to);
        prop_assert!(panel.area.right() <= f64::from(drawn.width) && panel.area.bottom() <= f64::from(drawn.height));
        let readings = panel.traces.iter().flat_map(|trace| &trace.readings);
        for reading in readings {
            prop_assert!(reading.x.is_finite());
            prop_assert!([reading.y, reading.low, reading.high].into_iter().flatten().all(f64::is_finite));
        }
        prop_assert_eq!(drawn, plot.plot(Frame { width: size.0, height: size.1 }).unwrap());
        prop_assert!(plot.csv().ends_with("\r\n"));
    }
}
