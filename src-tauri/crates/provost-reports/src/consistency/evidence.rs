//! Section 12: what was asked, and what was answered.

use provost_core::schema::consistency::Consistency;

use super::blocks::{Block, Code};
use crate::contents::Limits;
use crate::contents::wording::count;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    if report.evidence.is_empty() {
        return vec![Block::text("Nothing was asked of the server.")];
    }
    let mut blocks = vec![
        Block::heading("Statements and answers"),
        Block::quiet(
            "Each statement only reads, and can be run again. Its answer is a row a line.",
        ),
    ];
    let shown = limits.within(EVIDENCE).take_all(report.evidence.len());
    for one in report.evidence.iter().take(shown) {
        blocks.push(Block::subheading(&one.title));
        blocks.push(Block::Code(Code::sql("What was asked", &one.sql)));
        blocks.push(Block::Code(Code::lines(
            "What was answered",
            match one.result.as_str() {
                "" => "(no row)",
                result => result,
            },
        )));
    }
    let rest = report.evidence.len() - shown;
    if rest > 0 {
        blocks.push(Block::quiet(&format!(
            "{}: the HTML and the JSON report have them all.",
            count(rest, "more statement")
        )));
    }
    blocks
}

/// How many statements a PDF has room for.
const EVIDENCE: usize = 200;
