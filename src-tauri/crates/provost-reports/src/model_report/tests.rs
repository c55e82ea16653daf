//! What both renderers promise of the report of a version. PDFs are read by poppler's programs.

use provost_core::metrics::MetricSeries;
use provost_core::registry::card::CardBlock;

use super::samples::{bare, hidden, named, usual};
use super::*;
use crate::samples::HOSTILE;
use crate::tests::{assert_well_formed, dense, poppler, text_of, text_of_page};

fn bytes(paper: &ModelPaper, format: ModelReportFormat) -> Vec<u8> {
    render_model_report(paper, format).unwrap()
}

fn page_of(paper: &ModelPaper) -> String {
    String::from_utf8(bytes(paper, ModelReportFormat::Html)).unwrap()
}

/// Both documents as a reader sees them, without gaps.
fn read(paper: &ModelPaper) -> [String; 2] {
    [
        text_of(&bytes(paper, ModelReportFormat::Pdf)),
        text_of_page(&page_of(paper)),
    ]
}

fn assert_told(text: &str, told: &[&str]) {
    for one in told {
        assert!(text.contains(&dense(one)), "{one}\n{text}");
    }
}

const SECTIONS: [&str; 11] = [
    "1 The version",
    "2 Stage and approval",
    "3 What it was made from",
    "4 Where it runs",
    "5 Metrics",
    "6 Targets",
    "7 Costs",
    "8 Drift",
    "9 Model card",
    "10 History",
    "11 Evidence",
];

#[test]
fn both_tell_everything_of_a_version() {
    for text in read(&usual()) {
        assert_told(&text, &SECTIONS);
        assert_told(
            &text,
            &[
                "Model report: fraud-detector 3",
                "This is synthetic sample data.",
                // The title page: 1 of the sample's 1 target is missed, the open drift is critical.
                "Production",
                "1 reason would refuse production today",
                "0 of 1",
                "1 missed",
                "1 critical",
                "500 USD",
                "Ben Dahl on 31 January 2026, 08:00 UTC: Evaluation looked at.",
                "It has open drift of severity critical.",
                "Ada Berg",
                "High",
                "Claims (EU)",
                // Where it came from, and where it runs.
                "Claims of 2025",
                "fine tuning",
                "120 000",
                "fraud spring",
                "2 edges of lineage lead to it.",
                "3b5d5c3712955042212316173ccf37be",
                "Claims desk",
                "champion",
                // What was measured: (87 · 97 + 92 + 91 + 90.5) / 90 = 96.8055….
                "90.5 96.81 90.5 97 90",
                "90.5 %",
                "queue length",
                "by the day in Europe/Oslo",
                "Mean of each day at least 95 %",
                "breach below 93 %",
                "3 of 90",
                "1 % may",
                "10 times",
                "act within days",
                // What it cost.
                "500.25 USD",
                "300.25 USD",
                "590.50 USD to 609.50 USD",
                "700.00 USD",
                // What drifted.
                "parties_known",
                "Feature computed anew.",
                "1 of 2 columns drifted",
                "requests of spring",
                // The rest.
                "It scores claims.",
                "another",
                "license: apache-2.0",
                "Went from testing to production.",
                "provost_app",
                "What is kept of the version $1?",
                "$1: 00000000-0000-0000-0000-000000000001",
                "Everything that this report asks for could be seen.",
            ],
        );
    }
}

#[test]
fn what_cannot_be_read_is_not_determinable_and_never_none() {
    for text in read(&hidden()) {
        assert_told(&text, &SECTIONS);
        for part in [
            "deployments",
            "aliases",
            "requests",
            "events",
            "datasets",
            "runs",
            "lineage",
            "metrics",
            "costs",
            "drift runs",
        ] {
            assert_told(
                &text,
                &[&format!("not determinable Apply the pack of {part}.")],
            );
        }
        for none in [
            "It has no alias.",
            "It is deployed nowhere.",
            "No dataset is entered",
            "No run is entered",
            "Nothing is on record.",
            "Nobody asked for a stage.",
            "No drift is open.",
            "None of any severity",
            "No approval of",
        ] {
            assert!(!text.contains(&dense(none)), "{none}");
        }
        assert_told(&text, &["Four eyes: Apply the pack of settings."]);
    }
}

#[test]
fn a_version_of_which_nothing_is_there_says_so() {
    for text in read(&bare()) {
        assert_told(
            &text,
            &[
                "2 reasons would refuse production today",
                "Nobody answers for the version: it has no owner.",
                "Nothing says what the version was made from",
                "No approval of production is on record",
                "It has no alias.",
                "It is deployed nowhere.",
                "No drift is open.",
                "No comparison of this version was kept: whether anybody looked for drift is not on record.",
                "No target holds for what was measured of this version.",
                "no target was judged",
                "Nothing is on record.",
            ],
        );
        assert!(!text.contains("synthetic"));
    }
}

#[test]
fn the_paper_is_tagged_and_its_pictures_have_words() {
    let pdf = bytes(&usual(), ModelReportFormat::Pdf);
    let facts = poppler("pdfinfo", &[], &pdf);
    assert!(
        facts.contains("Title:           Model report: fraud-detector 3"),
        "{facts}"
    );
    assert!(
        facts
            .lines()
            .any(|line| line.starts_with("Tagged:") && line.ends_with("yes"))
    );
    let structure = poppler("pdfinfo", &["-struct-text"], &pdf);
    assert!(structure.contains("Figure") && structure.contains("Table"));
    let raw = String::from_utf8_lossy(&pdf);
    assert!(
        raw.contains("pdfaid:part") || raw.contains("pdfaid"),
        "PDF/A is declared"
    );
    // Two sketches, multiples, one judged metric, costs, a histogram and a distribution: in two themes on the page.
    let page = page_of(&usual());
    assert_eq!(page.matches("<svg").count(), 2 * 7);
    assert_eq!(page.matches("<desc>").count(), 2 * 7);
}

#[test]
fn the_same_report_gives_the_same_bytes_and_json_is_the_value() {
    let paper = usual();
    for format in ModelReportFormat::ALL {
        assert_eq!(bytes(&paper, format), bytes(&paper, format), "{format:?}");
    }
    let json = bytes(&paper, ModelReportFormat::Json);
    let back: ModelReport = serde_json::from_slice(&json).unwrap();
    assert_eq!(back.page, paper.report.page);
    assert_eq!(back.metrics.query, paper.report.metrics.query);
    assert_eq!(back.evidence, paper.report.evidence);
    assert!(json.starts_with(b"{\n  \"schema\": \"provost.model-report/1\""));
    assert_eq!(
        model_report_file_name(&paper.report, ModelReportFormat::Pdf),
        "provost-model-fraud-detector-3-2026-11-22-140300Z.pdf"
    );
}

#[test]
fn any_name_is_text_on_page_and_paper() {
    let long = "x".repeat(63);
    for name in HOSTILE
        .into_iter()
        .chain([long.as_str(), "\u{202e}desrever"])
    {
        let mut paper = named(name);
        let report = &mut paper.report;
        report.page.events[0].message = name.to_owned();
        report.page.deployments[0].agent = Some(name.to_owned());
        report.metrics.series[0].metric = name.to_owned();
        report.evidence[0].parameters = vec![format!("{name}\nselect 1")];
        report.drift.findings[0].feature = Some(name.to_owned());
        report.not_known = vec![name.to_owned()];
        let page = page_of(&paper);
        assert_well_formed(&page);
        assert!(!page.contains("<script"));
        // The signs that turn the order of letters around, as Unicode's annex 9 lists them.
        let turning =
            |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!page.contains(turning), "{name:?}");
        bytes(&paper, ModelReportFormat::Pdf);
        if name == long {
            for text in read(&paper) {
                assert!(text.matches(&long).count() > 5);
            }
        }
    }
}

fn much_of_a_card() -> Vec<CardBlock> {
    let cell = || vec!["cell".to_owned()];
    vec![
        CardBlock::Table {
            head: cell(),
            rows: vec![cell(); 500],
        },
        CardBlock::List {
            items: vec!["point".to_owned(); 500],
        },
        CardBlock::Paragraph {
            text: "the end of the card".to_owned(),
        },
    ]
}

#[test]
fn a_version_with_much_of_everything_has_a_bounded_report() {
    let mut paper = usual();
    let report = &mut paper.report;
    report.page.events = vec![report.page.events[0].clone(); 500];
    report.drift.findings = vec![report.drift.findings[1].clone(); 1_000];
    let (series, plots) = (report.metrics.series[0].clone(), paper.series[0].clone());
    report.metrics.series = (0..500)
        .map(|index| MetricSeries {
            metric: format!("metric {index}"),
            ..series.clone()
        })
        .collect();
    paper.series = vec![plots; 500];
    paper.report.card.blocks = much_of_a_card();
    let text = text_of(&bytes(&paper, ModelReportFormat::Pdf));
    assert_told(
        &text,
        &[
            "450 more rows: the HTML and the JSON report have them all.",
            "The list goes on: the HTML and the JSON report have all of it.",
            "The card goes on: the HTML and the JSON report have all of it.",
            "450 more metrics: the HTML and the JSON report have them all.",
            "The first 24 of 500 metrics are drawn; the table has them all.",
            "The first 24 of 500 plots are drawn",
            "450 more events: the HTML and the JSON report have them all.",
        ],
    );
    let page = text_of_page(&page_of(&paper));
    assert_told(
        &page,
        &[
            "metric 499",
            "450 more metrics",
            "950 more findings",
            "the end of the card",
        ],
    );
}
