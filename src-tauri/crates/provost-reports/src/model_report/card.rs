//! Section 9: the model card.

use provost_core::registry::card::CardBlock;
use provost_core::reports::ModelReport;

use crate::account::blocks::{Block, Code, Column};
use crate::account::rows::table;
use crate::account::words::Words;
use crate::contents::Limits;

/// How many parts, points of lists and rows of tables of a card a PDF has room for.
const ROWS: usize = 500;

pub(super) fn blocks(report: &ModelReport, limits: &Limits) -> Vec<Block> {
    let card = &report.card;
    let limits = limits.within(ROWS);
    let mut blocks = vec![
        Block::quiet("The card as the registry writes it, around what was read for the version."),
        Block::heading("Text"),
    ];
    for block in &card.blocks {
        if limits.take_all(1) == 0 {
            blocks.push(Block::quiet(
                "The card goes on: the HTML and the JSON report have all of it.",
            ));
            break;
        }
        blocks.extend(printed(block, &limits));
    }
    blocks.push(Block::heading("Metadata"));
    blocks.push(Block::Code(Code::lines(
        "As Hugging Face reads them",
        &card.yaml,
    )));
    blocks
}

fn printed(block: &CardBlock, limits: &Limits) -> Vec<Block> {
    let block = match block {
        CardBlock::Heading { text, .. } => Block::subheading(text),
        CardBlock::Paragraph { text } => Block::text(text),
        CardBlock::List { items } => return list(items, limits),
        CardBlock::Table { head, rows } => tabled(head, rows, limits),
        CardBlock::Code { text } => Block::Code(Code::lines("As it was written", text)),
    };
    vec![block]
}

fn list(items: &[String], limits: &Limits) -> Vec<Block> {
    let shown = limits.take_all(items.len());
    let mut blocks = Vec::new();
    if shown > 0 {
        let items = items.iter().take(shown).map(|item| Words::of(item));
        blocks.push(Block::List {
            ordered: false,
            items: items.collect(),
        });
    }
    if shown < items.len() {
        blocks.push(Block::quiet(
            "The list goes on: the HTML and the JSON report have all of it.",
        ));
    }
    blocks
}

fn tabled(head: &[String], rows: &[Vec<String>], limits: &Limits) -> Block {
    let columns: Vec<Column> = head.iter().map(|name| Column::words(name, 1)).collect();
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| Words::of(cell)).collect());
    let made = (!head.is_empty())
        .then(|| {
            table(
                "A table of the card",
                columns,
                rows.collect(),
                "row",
                limits,
            )
        })
        .flatten();
    made.unwrap_or_else(|| Block::text("An empty table."))
}
