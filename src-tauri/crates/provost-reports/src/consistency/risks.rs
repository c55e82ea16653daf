//! Section 10: what can go wrong, and what makes it smaller.

use provost_core::audit::Severity;
use provost_core::schema::consistency::{Consistency, Risk};

use super::blocks::{Block, Column};
use super::rows;
use super::words::{Words, full_stop};
use crate::contents::Limits;
use crate::contents::wording::capitalised;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    if report.risks.is_empty() {
        return vec![Block::text("No risk was found.")];
    }
    let mut blocks = Vec::new();
    for level in Severity::ALL {
        let rows: Vec<Vec<Words>> = report
            .risks
            .iter()
            .filter(|risk| risk.level == level)
            .map(row)
            .collect();
        let title = format!("{} risk", capitalised(level.as_str()));
        if let Some(table) = rows::table(&title, columns(), rows, "risk", limits) {
            blocks.push(Block::heading(&title));
            blocks.push(table);
        }
    }
    blocks
}

fn columns() -> Vec<Column> {
    vec![
        Column::words("What can happen", 3),
        Column::words("Where it comes from", 5),
        Column::words("What makes it smaller", 4),
    ]
}

fn row(risk: &Risk) -> Vec<Words> {
    vec![
        Words::default().strong(&full_stop(&risk.title)),
        Words::default().statement(&risk.because),
        Words::default().statement(&risk.mitigation),
    ]
}
