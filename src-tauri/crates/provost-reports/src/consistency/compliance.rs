//! Section 8: what regulations ask for, and whether it is there.

use provost_core::audit::Status;
use provost_core::schema::consistency::{Consistency, Topic};

use super::blocks::{Block, Column};
use super::words::{Mark, Words};
use super::{findings, rows};
use crate::contents::Limits;
use crate::contents::wording::{count, number};

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let lines = &report.compliance;
    let of = |status: Status| lines.iter().filter(|line| line.status == status).count();
    let mut blocks = Vec::new();
    if !lines.is_empty() {
        blocks.push(Block::text(&format!(
            "{}: {} with pass, {} with fail, {} without an answer.",
            count(lines.len(), "question"),
            number(of(Status::Pass)),
            number(of(Status::Fail)),
            number(lines.len() - of(Status::Pass) - of(Status::Fail))
        )));
    }
    let rows = lines.iter().map(|line| {
        let tone = match line.status {
            Status::Pass => "pass",
            Status::Fail => "high",
            _ => "info",
        };
        vec![
            Words::default()
                .strong(&line.title)
                .line_end()
                .quiet(&line.basis),
            Words::marked(Mark::new(line.status.as_str(), tone)),
            Words::default().statement(&line.because),
        ]
    });
    blocks.push(Block::heading("Questions and answers"));
    blocks.push(
        rows::table(
            "What is asked for, and whether it is there",
            vec![
                Column::words("What is asked for", 2),
                Column::narrow("Answer", 32),
                Column::words("Because", 3),
            ],
            rows.collect(),
            "question",
            limits,
        )
        .unwrap_or_else(|| Block::text("No question of compliance was asked.")),
    );
    if report
        .findings
        .iter()
        .any(|finding| finding.topic == Topic::Compliance)
    {
        blocks.extend(findings::of_topic(report, Topic::Compliance));
    }
    blocks
}
