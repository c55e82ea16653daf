//! What both renderers promise of a consistency report. PDFs are read by poppler's programs.

mod large;
mod page;

use super::blocks::Block;
use super::samples::{empty, usual};
use super::*;
use crate::tests::{dense, poppler, text_of, text_of_page};

/// Both documents as a reader sees them, without gaps.
fn read(report: &Consistency) -> [String; 2] {
    [
        text_of(&consistency_pdf(report).unwrap()),
        text_of_page(&consistency_html(report).unwrap()),
    ]
}

const SECTIONS: [&str; 12] = [
    "1 Overview",
    "2 Table comparison",
    "3 Migration history",
    "4 Security",
    "5 Connectivity and environments",
    "6 Performance",
    "7 Data integrity",
    "8 Compliance",
    "9 Strategy",
    "10 Risks",
    "11 Timeline",
    "12 Evidence",
];

#[test]
fn both_have_the_twelve_sections_with_the_same_numbers() {
    for report in [usual(), empty()] {
        let document = document::of(&report, &Limits::html()).unwrap();
        for text in read(&report) {
            for section in SECTIONS {
                assert!(text.contains(&dense(section)), "{section}");
            }
            assert!(text.contains("Whatisnotknown"));
            for block in document.sections.iter().flat_map(|section| &section.blocks) {
                if let Block::Heading { number, title } = block {
                    assert!(
                        text.contains(&dense(&format!("{number}{title}"))),
                        "{number} {title}"
                    );
                }
            }
        }
    }
}

/// What a person must find in any rendering of the comparison and of the migrations.
fn must_be_told_of_schema(report: &Consistency) -> Vec<String> {
    let mut told = vec!["4 of 30".to_owned()];
    let tables = report.tables.groups.iter().flat_map(|group| &group.tables);
    told.extend(tables.map(|table| table.name.clone()));
    let compared = &report.comparison;
    for difference in &compared.comparison.differences {
        told.extend([difference.object.to_string(), difference.reason.clone()]);
        for property in &difference.properties {
            let values = property.expected.iter().chain(&property.actual);
            told.extend(values.flat_map(|value| value.lines()).map(str::to_owned));
        }
    }
    for statement in &compared.script.statements {
        // Line by line: on paper a page may end between two lines.
        told.extend(statement.sql.lines().map(str::to_owned));
        told.extend(
            statement
                .warnings
                .iter()
                .map(|warning| warning.text.clone()),
        );
    }
    told.extend(compared.script.cannot.iter().map(|one| one.reason.clone()));
    told.extend(compared.not_compared.iter().map(|one| one.what.clone()));
    let history = report.history.as_ref().unwrap();
    for defect in &history.defects {
        told.extend([defect.message.replace('`', ""), defect.advice.clone()]);
    }
    told.extend(history.pending.iter().chain(&history.blocked).cloned());
    told
}

/// What a person must find in any rendering of the judgements and of what follows from them.
fn must_be_told(report: &Consistency) -> Vec<String> {
    let mut told = vec![report.conclusion.headline.clone()];
    told.extend(report.conclusion.sentences.iter().cloned());
    for finding in &report.findings {
        told.extend([finding.title.clone(), finding.remedy.clone()]);
        told.extend(finding.shown_by.iter().cloned());
    }
    let differences = report.connectivity.differences.iter();
    told.extend(differences.map(|difference| difference.message.clone()));
    let indexes = report.performance.missing_indexes.iter();
    told.extend(indexes.map(|index| index.sql.clone()));
    told.extend(
        report
            .integrity
            .missing
            .iter()
            .map(|one| one.definition.clone()),
    );
    told.extend(report.compliance.iter().map(|line| line.because.clone()));
    for action in &report.actions {
        told.push(action.title.clone());
        told.extend(action.commands.iter().cloned());
    }
    told.extend(report.risks.iter().map(|risk| risk.mitigation.clone()));
    told.extend(report.phases.iter().map(|phase| phase.title.clone()));
    for evidence in &report.evidence {
        told.push(evidence.title.clone());
        told.extend(
            evidence
                .sql
                .lines()
                .chain(evidence.result.lines())
                .map(str::to_owned),
        );
    }
    told.extend(report.not_known.iter().cloned());
    told
}

#[test]
fn both_tell_everything() {
    let report = usual();
    let texts = read(&report);
    for words in must_be_told_of_schema(&report)
        .into_iter()
        .chain(must_be_told(&report))
    {
        for text in &texts {
            assert!(text.contains(&dense(&words)), "{words}");
        }
    }
}

#[test]
fn a_section_about_nothing_says_so() {
    for text in read(&empty()) {
        for words in [
            "No risk found.",
            "There is nothing to do.",
            "Nothing was found to be wrong.",
            "No table is expected; 0 tables are there.",
            "There is no difference.",
            "No folder of migrations was given, and the database has no record of any.",
            "No configuration leads to a database.",
            "No index is missing.",
            "No constraint of a table that is there is missing.",
            "No question of compliance was asked.",
            "No risk was found.",
            "There is nothing to do, so there is no timeline.",
            "Nothing was asked of the server.",
            "Everything that this report asks for could be seen.",
        ] {
            assert!(text.contains(&dense(words)), "{words}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = usual();
    for format in ConsistencyFormat::ALL {
        let made = render_consistency(&report, format).unwrap();
        assert_eq!(
            made,
            render_consistency(&report, format).unwrap(),
            "{format:?}"
        );
    }
}

#[test]
fn the_pdf_is_tagged_titled_and_says_which_standards_it_keeps() {
    let pdf = consistency_pdf(&usual()).unwrap();
    let facts = poppler("pdfinfo", &[], &pdf);
    for line in [
        "Title:           Schema consistency: AI workflow engine",
        "Creator:         Provost 0.1.0",
        "Tagged:          yes",
        "JavaScript:      no",
    ] {
        assert!(facts.contains(line), "{line}\n{facts}");
    }
    let raw = String::from_utf8_lossy(&pdf);
    for mark in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(raw.contains(mark), "{mark}");
    }
    let structure = poppler("pdfinfo", &["-struct"], &pdf);
    for tag in ["H1", "H2", "H3", "Table", "TH", "Figure", "TOC", "L"] {
        assert!(
            structure.lines().any(|line| line.trim().starts_with(tag)),
            "{tag}"
        );
    }
}

#[test]
fn json_is_the_report() {
    let report = usual();
    let text = consistency_json(&report).unwrap();
    assert!(text.starts_with("{\n  \"schema\": \"provost.schema-consistency/1\",\n"));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["tables"]["present"], 4);
    assert_eq!(
        value["findings"].as_array().unwrap().len(),
        report.findings.len()
    );
}

#[test]
fn files_are_called_after_the_connection_and_the_moment() {
    let at = DateTime::from_timestamp(1_795_096_980, 0).unwrap();
    assert_eq!(
        consistency_file_name("../Orders (EU)", at, ConsistencyFormat::Html),
        "provost-schema-consistency-orders-eu-2026-11-19-140300Z.html"
    );
}

#[test]
fn a_value_of_several_lines_is_shown_line_by_line() {
    let mut report = usual();
    let mut differences = report.comparison.comparison.differences.iter_mut();
    let property = differences.find_map(|one| one.properties.first_mut());
    property.unwrap().expected = Some("the first line\nand the second".to_owned());
    for text in read(&report) {
        for line in ["the first line", "and the second"] {
            assert!(text.contains(&dense(line)), "{line}");
        }
        assert!(
            !text.contains("U+000A"),
            "a line's end is shown by its code"
        );
    }
}
