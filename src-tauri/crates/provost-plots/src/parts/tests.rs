use provost_core::overview::{FigureState, Group, Tone};

use super::*;

fn figure(parts: &[(&str, f64, Tone)]) -> Figure {
    Figure {
        id: "deployments-in-error".to_owned(),
        title: "Deployments in error".to_owned(),
        group: Group::Models,
        value: Some(1.0),
        unit: "deployments".to_owned(),
        state: FigureState::Attention,
        note: String::new(),
        parts: parts
            .iter()
            .map(|&(label, value, tone)| Part {
                label: label.to_owned(),
                value,
                tone,
            })
            .collect(),
        target: None,
        evidence: None,
    }
}

/// The widths of the pieces of the bar, left to right.
fn widths(svg: &str) -> Vec<f64> {
    let document = roxmltree::Document::parse(svg).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("rect") && node.attribute("y") == Some("4"))
        .map(|node| node.attribute("width").unwrap().parse().unwrap())
        .collect()
}

#[test]
fn the_bar_is_cut_by_value_and_each_part_is_said() {
    let figure = figure(&[
        ("Error", 1.0, Tone::Bad),
        ("Active", 3.0, Tone::Good),
        ("Inactive", 0.0, Tone::Neutral),
    ]);
    let chart = parts(&figure, Theme::Light).unwrap();
    // 360 pixels without a gap of 2 and twice the least of 2, one to three, and the least again.
    assert_eq!(widths(&chart.svg), [90.5, 267.5, 0.0]);
    assert_eq!(
        chart.description,
        "One bar in 3 parts: Error 1, Active 3, Inactive 0."
    );
    assert_eq!(
        chart.table.first().unwrap(),
        &("Error".to_owned(), "1".to_owned())
    );
    for (color, label) in [("#a2191f", "Error"), ("#198038", "Active")] {
        assert!(chart.svg.contains(color) && chart.svg.contains(label));
    }
}

#[test]
fn a_part_of_ten_thousand_is_still_seen_and_the_bar_ends_where_the_picture_does() {
    let figure = figure(&[
        ("a", 1.0, Tone::Bad),
        ("b", 100_000.0, Tone::Neutral),
        ("c", 1.0, Tone::Neutral),
    ]);
    let chart = parts(&figure, Theme::Dark).unwrap();
    let widths = widths(&chart.svg);
    assert!(widths.iter().all(|width| *width >= 2.0), "{widths:?}");
    assert!(
        (widths.iter().sum::<f64>() + 4.0 - 360.0).abs() <= 0.5,
        "{widths:?}"
    );
}

#[test]
fn neutral_parts_differ_and_any_label_is_well_formed() {
    let figure = figure(&[
        ("<script>", 2.0, Tone::Neutral),
        (&"a long label & more ".repeat(9), 2.0, Tone::Neutral),
        ("third", 2.0, Tone::Neutral),
    ]);
    for theme in Theme::ALL {
        let chart = parts(&figure, theme).unwrap();
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        let fills: std::collections::BTreeSet<&str> = document
            .descendants()
            .filter(|node| node.has_tag_name("rect"))
            .filter_map(|node| node.attribute("fill"))
            .collect();
        assert_eq!(fills.len(), 3);
        assert!(chart.svg.contains('…'));
        assert_eq!(parts(&figure, theme).unwrap(), chart);
    }
}
