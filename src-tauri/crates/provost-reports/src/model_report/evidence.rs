//! Section 11: what was asked.

use provost_core::reports::{AskedStatement, ModelReport};

use crate::account::blocks::{Block, Code};
use crate::contents::Limits;
use crate::contents::wording::{count, moment};

/// How many lines of one statement a PDF shows.
const LINES: usize = 60;

pub(super) fn blocks(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let mut blocks = vec![Block::quiet(&format!(
        "Each statement only reads, as the role of the connection, and can be asked again. The registry was read at {} by the \
         clock of the server; metrics, costs and drift right after it, each at one moment of its own. What could not be read \
         was not asked.",
        moment(report.page.taken_at)
    ))];
    if !report.evidence.is_empty() {
        blocks.push(Block::heading("Statements"));
    }
    for one in &report.evidence {
        blocks.push(Block::subheading(&one.title));
        let label = match one.rows {
            Some(rows) => format!(
                "What was asked; this report holds {} of the answer",
                count(rows as usize, "row")
            ),
            None => "What was asked".to_owned(),
        };
        blocks.push(Block::Code(Code::sql(&label, &bounded(one, limits))));
    }
    blocks
}

/// The statement with its parameters above it, its first lines where the document has not room for all.
fn bounded(one: &AskedStatement, limits: &Limits) -> String {
    let mut lines: Vec<String> = (1..)
        .zip(&one.parameters)
        .map(|(place, value)| format!("-- ${place}: {}", value.replace(['\r', '\n'], " ")))
        .collect();
    lines.extend(one.sql.lines().map(str::to_owned));
    let all = lines.len();
    if !limits.folds() && all > LINES {
        lines.truncate(LINES);
        lines.push(format!(
            "-- … {}: the HTML and the JSON report have them all",
            count(all - LINES, "more line")
        ));
    }
    lines.join("\n")
}
