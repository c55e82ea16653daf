//! Section 12: what was asked, and what was answered.

use provost_core::schema::consistency::{Consistency, Evidence, EvidencePart};

use super::blocks::{Block, Code, Record};
use super::words::{Mark, Words};
use crate::contents::Limits;
use crate::contents::wording::count;

/// How many statements a PDF has room for.
const EVIDENCE: usize = 200;

/// How many lines of one statement a PDF shows.
const LINES: usize = 60;

/// How many lines of one answer a PDF shows.
const ANSWER: usize = 20;

/// A text is not cut for so few lines.
const FEW: usize = 3;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    if report.evidence.is_empty() {
        return vec![Block::text("Nothing was asked of the server.")];
    }
    let (facts, of_catalog): (Vec<&Evidence>, Vec<&Evidence>) = report
        .evidence
        .iter()
        .partition(|one| one.part == EvidencePart::Facts);
    let mut blocks = vec![
        Block::heading("Statements and answers"),
        Block::quiet(
            "Each statement only reads, and can be run again. Its answer is a row a line.",
        ),
    ];
    blocks.extend(asked(&facts, limits));
    if !of_catalog.is_empty() {
        blocks.push(Block::heading("How the catalog was read"));
        blocks.push(Block::quiet(
            "These statements read the objects of the database. Each was asked once more for this section: how many rows \
             it answers with, and the names in the first of them. What definitions and settings say is not repeated here.",
        ));
        // Their number is that of the program's statements.
        blocks.push(Block::Records {
            records: of_catalog.iter().map(|one| read(one, limits)).collect(),
            folded: Vec::new(),
            more: None,
        });
    }
    blocks
}

fn asked(facts: &[&Evidence], limits: &Limits) -> Vec<Block> {
    let mut blocks = Vec::new();
    let shown = limits.within(EVIDENCE).take_all(facts.len());
    for one in facts.iter().take(shown) {
        blocks.push(Block::subheading(&one.title));
        let sql = bounded(&one.sql, LINES, "-- ", limits);
        blocks.push(Block::Code(Code::sql("What was asked", &sql)));
        let result = match one.result.as_str() {
            "" => "(no row)".to_owned(),
            result => bounded(result, ANSWER, "", limits),
        };
        blocks.push(Block::Code(Code::lines("What was answered", &result)));
    }
    let rest = facts.len() - shown;
    if rest > 0 {
        blocks.push(Block::quiet(&format!(
            "{}: the HTML and the JSON report have them all.",
            count(rest, "more statement")
        )));
    }
    blocks
}

/// A statement of the catalog's reading: how many rows it answers with, and the first names.
fn read(one: &Evidence, limits: &Limits) -> Record {
    let (rows, names) = one.result.split_once('\n').unwrap_or((&one.result, ""));
    let is_counted = rows.ends_with(" rows") || rows.ends_with(" row");
    let mark = if is_counted {
        Mark::new(rows, "info")
    } else {
        Mark::new("not counted", "low")
    };
    let mut told: Vec<&str> = names.lines().collect();
    let more = told.last() == Some(&"…");
    told.retain(|name| *name != "…");
    let mut first = Words::default().names(told.iter().copied(), told.len());
    if more {
        first = first.text(", …");
    }
    let answer = if is_counted { first } else { Words::of(rows) };
    let label = if is_counted { "The first" } else { "Answer" };
    let mut record = Record::new(mark, Words::of(&one.title)).fact(label, answer);
    record.code = Some(Code::sql(
        "What was asked",
        &bounded(&one.sql, LINES, "-- ", limits),
    ));
    record
}

/// The first lines of a text where the document has not room for all.
fn bounded(text: &str, most: usize, comment: &str, limits: &Limits) -> String {
    let lines = text.lines().count();
    if limits.folds() || lines <= most + FEW {
        return text.to_owned();
    }
    let first: Vec<&str> = text.lines().take(most).collect();
    format!(
        "{}\n{comment}… {}: the HTML and the JSON report have them all",
        first.join("\n"),
        count(lines - most, "more line")
    )
}
