//! Section 6: what it costs to read.

use provost_core::schema::consistency::{Consistency, MissingIndex, TableLoad, Topic, bytes};

use super::blocks::{Block, Code, Column, Record};
use super::facts::{facts, percentage, tally, whole};
use super::words::{Mark, Words};
use super::{findings, rows};
use crate::contents::Limits;

pub(super) fn blocks(report: &Consistency, limits: &Limits) -> Vec<Block> {
    let told = &report.performance;
    let mut blocks = findings::of_topic(report, Topic::Performance);
    blocks.push(Block::heading("Cache, connections and load"));
    blocks.push(facts(
        "Cache, connections and load",
        &told.facts,
        "Nothing is known of cache and load.",
    ));
    blocks.push(Block::heading("Indexes that are missing"));
    let records = told.missing_indexes.iter().map(index).collect();
    blocks.push(
        rows::records(records, "index", limits)
            .unwrap_or_else(|| Block::text("No index is missing.")),
    );
    blocks.push(Block::heading("The tables, the largest first"));
    blocks.push(
        rows::table(
            "What the tables hold and how they are read",
            vec![
                Column::words("Table", 1),
                Column::number("Rows", 19),
                Column::number("Size", 19),
                Column::number("Of it indexes", 19),
                Column::number("Scans", 14),
                Column::number("By index", 15),
                Column::number("Dead rows", 13),
                Column::number("From cache", 15),
                Column::number("Bloat", 17),
            ],
            told.tables.iter().map(load).collect(),
            "table",
            limits,
        )
        .unwrap_or_else(|| Block::text("The database has no table.")),
    );
    blocks
}

fn index(index: &MissingIndex) -> Record {
    let title = Words::named(&index.table).text(" for ").code(&index.serves);
    Record {
        lead: Words::default().statement(&index.reason),
        code: Some(Code::sql("SQL that makes it", &index.sql)),
        ..Record::new(Mark::new("missing", "medium"), title)
    }
}

fn load(table: &TableLoad) -> Vec<Words> {
    let known = |value: Option<String>| match value {
        None => Words::default().quiet("not known"),
        Some(value) => Words::of(&value),
    };
    vec![
        Words::named(&format!("{}.{}", table.name.schema, table.name.name)),
        Words::of(&tally(table.rows)),
        Words::of(&bytes(table.bytes)),
        Words::of(&bytes(table.index_bytes)),
        Words::of(&whole(table.sequential_scans)),
        Words::of(&whole(table.index_scans)),
        Words::of(&whole(table.dead_rows)),
        known(table.cache_hit_rate.map(percentage)),
        known(table.bloat_bytes.map(bytes)),
    ]
}
