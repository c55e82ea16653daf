//! Section 7: what keeps wrong rows out, and how many are in.

use provost_core::catalog::Visible;
use provost_core::schema::consistency::{Consistency, MissingConstraint, Topic};

use super::blocks::{Block, Code, Record};
use super::facts::{facts, whole};
use super::words::{Mark, Words};
use super::{findings, rows};
use crate::contents::Limits;
use crate::contents::wording::code;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let told = &report.integrity;
    let mut blocks = findings::of_topic(report, Topic::Integrity);
    blocks.push(Block::heading("What keeps wrong rows out"));
    blocks.push(facts(
        "What keeps wrong rows out",
        &told.protections,
        "Nothing keeps wrong rows out.",
    ));
    blocks.push(Block::heading("What is expected and missing"));
    let records = told.missing.iter().map(missing).collect();
    blocks.push(
        rows::records(records, "constraint", limits)
            .unwrap_or_else(|| Block::text("No constraint of a table that is there is missing.")),
    );
    blocks
}

fn missing(constraint: &MissingConstraint) -> Record {
    let (mark, rows) = match &constraint.breaking.rows {
        Visible::Seen(0) => (
            Mark::new("no row", "pass"),
            Words::of("No row breaks it now."),
        ),
        Visible::Seen(rows) => {
            let (noun, verb) = if *rows == 1 {
                ("row", "breaks")
            } else {
                ("rows", "break")
            };
            (
                Mark::new(&format!("{} {noun}", whole(*rows)), "high"),
                Words::default()
                    .strong(&format!("{} {noun}", whole(*rows)))
                    .text(&format!(
                        " {verb} it now and must be mended before it can be added."
                    )),
            )
        }
        Visible::Hidden(reason) => (
            Mark::new("not known", "info"),
            Words::default().statement(&format!("Not counted: {reason}")),
        ),
    };
    let mut lines = code(&constraint.definition, usize::MAX);
    if let Some(sql) = &constraint.breaking.sql {
        lines = format!("{lines}\n\n-- Counts the rows that break it\n{sql}");
    }
    Record {
        lead: rows,
        code: Some(Code::sql("What it says", &lines)),
        ..Record::new(mark, Words::named(&constraint.object.to_string()))
    }
}
