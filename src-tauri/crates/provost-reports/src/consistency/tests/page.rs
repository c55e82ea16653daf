//! What is read is never markup, whatever it is.

use proptest::prelude::*;
use provost_core::audit::Severity;
use provost_core::schema::consistency::{Finding, FindingCode, Topic};

use super::super::samples::{LONG, empty, usual};
use super::super::{Consistency, consistency_html, consistency_pdf};
use super::read;
use crate::samples::HOSTILE;
use crate::tests::{assert_well_formed, dense};

#[test]
fn the_page_is_well_formed_and_fetches_nothing() {
    for report in [usual(), empty()] {
        let page = consistency_html(&report).unwrap();
        assert_well_formed(&page);
        assert!(page.contains("default-src 'none'"));
        for outside in [
            "<script",
            "src=",
            "url(",
            "@import",
            "http-equiv=\"refresh\"",
            "<link",
            "javascript:",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
        let (tables, captions) = (
            page.matches("<table").count(),
            page.matches("<caption>").count(),
        );
        assert_eq!(tables, captions, "every table says what it shows");
    }
}

/// A report with one or two of each.
fn small() -> Consistency {
    let mut report = usual();
    for group in &mut report.tables.groups {
        group.tables.truncate(2);
    }
    report.comparison.comparison.differences.truncate(6);
    report.comparison.script.statements.truncate(6);
    report
}

/// A report in which each text is one of these, as far as it is read from somewhere.
fn spoken(words: &[&str]) -> Consistency {
    let mut report = small();
    let mut texts = words.iter().cycle();
    let mut next = || (*texts.next().unwrap()).to_owned();
    report.name = next();
    report.conclusion.headline = next();
    report.conclusion.sentences = vec![next()];
    for finding in &mut report.findings {
        finding.title = next();
        finding.impact = next();
        finding.shown_by = vec![next()];
    }
    for table in report
        .tables
        .groups
        .iter_mut()
        .flat_map(|group| &mut group.tables)
    {
        table.name = next();
        table.purpose = Some(next());
    }
    for difference in report.comparison.comparison.differences.iter_mut().take(12) {
        difference.object.name = next();
        difference.reason = next();
        for property in &mut difference.properties {
            property.expected = Some(next());
        }
    }
    for statement in &mut report.comparison.script.statements {
        statement.sql = next();
        for warning in &mut statement.warnings {
            warning.text = next();
            warning.safer = Some(next());
        }
    }
    let chain = report.history.as_mut().unwrap();
    for node in &mut chain.graph.nodes {
        node.title = next();
    }
    for defect in &mut chain.defects {
        defect.message = next();
    }
    for file in &mut report.connectivity.configurations {
        file.source = next();
        file.remarks = vec![next()];
    }
    for action in &mut report.actions {
        action.title = next();
        action.commands = vec![next()];
    }
    for evidence in &mut report.evidence {
        evidence.title = next();
        evidence.result = next();
    }
    for fact in &mut report.infrastructure {
        fact.label = next();
    }
    report.not_known = vec![next()];
    report
}

#[test]
fn what_looks_like_a_program_stays_text() {
    let report = spoken(&HOSTILE);
    let page = consistency_html(&report).unwrap();
    assert_well_formed(&page);
    assert!(!page.contains("<script"));
    for text in read(&report) {
        for words in HOSTILE {
            assert!(text.contains(&dense(words)), "{words}");
        }
    }
}

#[test]
fn what_cannot_be_seen_is_shown_and_long_names_do_not_break_the_page() {
    let long = "x".repeat(63);
    for text in read(&spoken(&["\u{202e}desrever", &long, LONG])) {
        assert!(text.contains("‹U+202E›desrever"));
        assert!(!text.contains('\u{202e}'));
        assert!(text.contains(&long));
        assert!(text.contains(LONG));
    }
}

#[test]
fn findings_and_actions_that_point_nowhere_lead_nowhere() {
    let mut report = usual();
    for action in &mut report.actions {
        action.mends = vec![7_000];
        action.after = vec![u32::MAX];
    }
    for phase in &mut report.phases {
        phase.actions = vec![900];
    }
    report.findings.push(Finding {
        code: FindingCode::AuditRule,
        topic: Topic::Compliance,
        severity: Severity::Info,
        title: String::new(),
        impact: String::new(),
        shown_by: Vec::new(),
        remedy: String::new(),
    });
    assert_well_formed(&consistency_html(&report).unwrap());
    consistency_pdf(&report).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]
    #[test]
    fn any_text_can_be_typeset_and_never_becomes_markup(words in proptest::collection::vec(any::<String>(), 1..9)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let report = spoken(&words);
        let made = consistency_pdf(&report);
        prop_assert!(made.is_ok(), "{}", made.unwrap_err());
        assert_well_formed(&consistency_html(&report).unwrap());
    }
}
