//! Section 9: the model card.

use provost_core::registry::card::CardBlock;
use provost_core::reports::ModelReport;

use crate::account::blocks::{Block, Code, Column, Table};
use crate::account::words::Words;

pub(super) fn blocks(report: &ModelReport) -> Vec<Block> {
    let card = &report.card;
    let mut blocks = vec![
        Block::quiet("The card as the registry writes it, around what was read for the version."),
        Block::heading("Text"),
    ];
    blocks.extend(card.blocks.iter().map(printed));
    blocks.push(Block::heading("Metadata"));
    blocks.push(Block::Code(Code::lines(
        "As Hugging Face reads them",
        &card.yaml,
    )));
    blocks
}

fn printed(block: &CardBlock) -> Block {
    match block {
        CardBlock::Heading { text, .. } => Block::subheading(text),
        CardBlock::Paragraph { text } => Block::text(text),
        CardBlock::List { items } => Block::List {
            ordered: false,
            items: items.iter().map(|item| Words::of(item)).collect(),
        },
        CardBlock::Table { head, rows } if !head.is_empty() => Block::Table(Table {
            caption: "A table of the card".to_owned(),
            columns: head.iter().map(|name| Column::words(name, 1)).collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| Words::of(cell)).collect())
                .collect(),
            folded: Vec::new(),
            more: None,
        }),
        CardBlock::Table { .. } => Block::text("An empty table."),
        CardBlock::Code { text } => Block::Code(Code::lines("As it was written", text)),
    }
}
