//! Section 1: all findings, the worst first, and the database with its server.

use provost_core::schema::consistency::{Consistency, Topic};

use super::blocks::{Block, Column, Table};
use super::document::weight;
use super::facts::facts;
use super::findings::{self, anchor, section};
use super::words::{Words, short};
use crate::contents::Limits;

pub(super) fn blocks(report: &Consistency, _limits: &Limits) -> Vec<Block> {
    let mut blocks = vec![Block::heading("All findings")];
    if report.findings.is_empty() {
        blocks.push(Block::text("Nothing was found to be wrong."));
    } else {
        blocks.push(Block::Table(list(report)));
    }
    blocks.push(Block::heading("The database and its server"));
    blocks.push(facts(
        "The database and its server",
        &report.infrastructure,
        "Nothing is known of the server.",
    ));
    if report
        .findings
        .iter()
        .any(|finding| finding.topic == Topic::Infrastructure)
    {
        blocks.extend(findings::of_topic(report, Topic::Infrastructure));
    }
    blocks
}

fn list(report: &Consistency) -> Table {
    let rows = report.findings.iter().enumerate().map(|(index, finding)| {
        vec![
            weight(finding.severity),
            Words::default().link(anchor(index), &short(&finding.title)),
            Words::of(&section(finding.topic).to_string()),
        ]
    });
    Table {
        caption: "All findings, the worst first".to_owned(),
        columns: vec![
            Column::narrow("Severity", 21),
            Column::words("What is wrong", 1),
            Column::number("Section", 16),
        ],
        rows: rows.collect(),
        folded: Vec::new(),
        more: None,
    }
}
