use chrono::{TimeZone, Utc};
use provost_core::drift::{
    Asked, Column, ColumnLeftOut, DriftSources, SampleTaken, SourceRead, Values, compare,
};

use super::*;

fn numbers(name: &str, shift: f64) -> Column {
    Column {
        name: name.to_owned(),
        values: Values::Numeric {
            values: (0..900)
                .map(|index| f64::from(index % 97) + shift)
                .collect(),
            integers: false,
        },
    }
}

fn paper() -> DriftPaper {
    let reference = [numbers("amount <b>", 0.0), numbers("steady", 0.0)];
    let current = [numbers("amount <b>", 60.0), numbers("steady", 0.0)];
    let mut report = compare(&reference, &current, &Asked::default());
    let source = |name: &str, sample| SourceRead {
        name: name.to_owned(),
        rows: 5_000,
        sample,
    };
    report.sources = Some(DriftSources {
        reference: source("then.csv", None),
        current: source(
            "query:select 1 < 2",
            Some(SampleTaken {
                method: "reservoir".to_owned(),
                seed: 7,
                rows: 900,
            }),
        ),
    });
    report.not_compared.push(ColumnLeftOut {
        name: "note".to_owned(),
        reason: "It is in the reference only.".to_owned(),
    });
    DriftPaper {
        report,
        model: Some("churn@3".to_owned()),
        generated_at: Utc.with_ymd_and_hms(2026, 11, 22, 13, 0, 0).unwrap(),
        product: "Provost 0.1.0".to_owned(),
    }
}

/// The page as XML: HTML's empty elements closed, its doctype and its style left out.
fn document(html: &str) -> String {
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let mut text = format!("{head}{rest}").replace("<!doctype html>\n", "");
    for tag in ["<meta ", "<link "] {
        text = text
            .lines()
            .map(|line| {
                if line.starts_with(tag) {
                    line.replace("\">", "\"/>")
                } else {
                    line.to_owned()
                }
            })
            .collect::<Vec<String>>()
            .join("\n");
    }
    text
}

#[test]
fn the_page_shows_each_column_with_its_test_and_both_histograms() {
    let html = drift_html(&paper()).unwrap();
    let text = document(&html);
    let page = roxmltree::Document::parse(&text).unwrap();
    let pictures = page
        .descendants()
        .filter(|one| one.has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    assert_eq!(pictures.count(), 4, "two columns, two themes");
    for said in [
        "<h1>Drift of churn@3</h1>",
        "1 of 2 compared columns drifted, 1 are not compared.",
        "amount &#60;b&#62;",
        "5\u{202f}000, of which a sample of 900",
        "reservoir sampling, in which every row has the same chance, with the seed 7",
        "It is in the reference only.",
        "Kolmogorov–Smirnov",
        "query:select 1 &#60; 2",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("<script") && !html.contains("amount <b>"));
    // The worst column stands first.
    assert!(html.find("id=\"column-1\">amount").is_some());
    assert_eq!(html, drift_html(&paper()).unwrap());
}

#[test]
fn what_has_no_columns_says_so() {
    let mut paper = paper();
    paper.report.columns.clear();
    paper.report.sources = None;
    paper.model = None;
    let html = drift_html(&paper).unwrap();
    assert!(html.contains("No column could be compared."));
    assert!(html.contains("<h1>Drift</h1>"));
}
