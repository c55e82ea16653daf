//! Tables and records of which a document shows as many as it has room for.

use crate::contents::Limits;
use crate::contents::wording::count;

use super::blocks::{Block, Column, Record, Table};
use super::words::Words;

/// Splits a list into what is shown, what is folded, and what is said of the rest.
fn split<T>(all: Vec<T>, noun: &str, limits: &Limits) -> (Vec<T>, Vec<T>, Option<String>) {
    let shown = limits.take(all.len());
    let rest = all.len() - shown;
    let more = (rest > 0).then(|| {
        if limits.folds() {
            count(rest, &format!("more {noun}"))
        } else {
            format!(
                "{}: the HTML and the JSON report have them all.",
                count(rest, &format!("more {noun}"))
            )
        }
    });
    let mut all = all.into_iter();
    let first = all.by_ref().take(shown).collect();
    let folded = if limits.folds() {
        all.collect()
    } else {
        Vec::new()
    };
    (first, folded, more)
}

/// A table of rows, each called by a noun; nothing when there are none.
pub(crate) fn table(
    caption: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Words>>,
    noun: &str,
    limits: &Limits,
) -> Option<Block> {
    if rows.is_empty() {
        return None;
    }
    let (rows, folded, more) = split(rows, noun, limits);
    Some(Block::Table(Table {
        caption: caption.to_owned(),
        columns,
        rows,
        folded,
        more,
    }))
}

/// Records, each called by a noun; nothing when there are none.
pub(crate) fn records(all: Vec<Record>, noun: &str, limits: &Limits) -> Option<Block> {
    if all.is_empty() {
        return None;
    }
    let (records, folded, more) = split(all, noun, limits);
    Some(Block::Records {
        records,
        folded,
        more,
    })
}
