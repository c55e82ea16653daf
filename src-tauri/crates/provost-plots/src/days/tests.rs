use provost_core::overview::{FigureKind, FigureState, Reading, figure};

use super::*;

fn of(kind: FigureKind, values: &[(&str, f64)]) -> (Series, Figure) {
    let mut figure = figure(kind, Reading::Hindered(String::new()));
    figure.state = FigureState::Known;
    let series = Series {
        figure: figure.id.clone(),
        title: "Mean accuracy of each day, %".to_owned(),
        points: values
            .iter()
            .map(|&(day, value)| Point {
                day: day.to_owned(),
                value,
            })
            .collect(),
    };
    (series, figure)
}

fn texts(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

/// The lines of the series itself, as the number of their points.
fn lines(svg: &str) -> Vec<usize> {
    let document = roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.attribute("stroke") == Some("#1f6fd6"))
        .map(|node| node.attribute("points").unwrap().split(' ').count())
        .collect()
}

#[test]
fn the_last_value_the_target_and_both_ends_are_written() {
    let (series, figure) = of(
        FigureKind::DataAccuracy,
        &[
            ("2026-11-19", 96.5),
            ("2026-11-20", 95.25),
            ("2026-11-21", 94.999),
        ],
    );
    let chart = over_days(&series, &figure, Theme::Light).unwrap();
    let words = texts(&chart.svg);
    for expected in [
        "94.99 %",
        "– – at least 95 %",
        "2026-11-19",
        "2026-11-21",
        "95",
        "96",
    ] {
        assert!(
            words.iter().any(|word| word == expected),
            "{expected} in {words:?}"
        );
    }
    assert_eq!(
        chart.description,
        "A line over 3 days: 96.5 % on 2026-11-19, 94.99 % on 2026-11-21; lowest 94.99 % on 2026-11-21, \
         highest 96.5 % on 2026-11-19. The target is at least 95 %."
    );
    assert_eq!(chart.table.len(), 3);
    assert_eq!(lines(&chart.svg), [3]);
}

#[test]
fn a_line_stops_where_weeks_are_missing() {
    let (series, figure) = of(
        FigureKind::Cost,
        &[
            ("2026-01-01", 5.0),
            ("2026-01-02", 6.0),
            ("2026-03-01", 5.0),
            ("2026-06-01", 7.0),
            ("2026-06-02", 8.0),
        ],
    );
    let chart = over_days(&series, &figure, Theme::Light).unwrap();
    assert_eq!(lines(&chart.svg), [2, 2]);
    assert!(
        texts(&chart.svg).iter().any(|word| word == "0"),
        "costs stand on zero"
    );
}

#[test]
fn everything_stays_in_the_picture() {
    let (series, figure) = of(
        FigureKind::ResponseTime,
        &[
            ("2026-11-20", 1_450.0),
            ("2026-11-21", 40.0),
            ("2026-11-22", 99_999.0),
        ],
    );
    for theme in Theme::ALL {
        let chart = over_days(&series, &figure, theme).unwrap();
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        for node in document.descendants() {
            for (name, most) in [("x", 296.0), ("cx", 296.0), ("y", 112.0), ("cy", 112.0)] {
                let at: f64 = node
                    .attribute(name)
                    .map_or(0.0, |text| text.parse().unwrap());
                assert!((0.0..=most).contains(&at), "{name} {at}");
            }
        }
        assert_eq!(over_days(&series, &figure, theme).unwrap(), chart);
    }
}

#[test]
fn a_series_without_a_usable_point_is_a_picture_without_a_line() {
    let (series, figure) = of(
        FigureKind::Cost,
        &[("some day", 1.0), ("2026-11-21", f64::NAN)],
    );
    let chart = over_days(&series, &figure, Theme::Light).unwrap();
    assert!(lines(&chart.svg).is_empty());
}
