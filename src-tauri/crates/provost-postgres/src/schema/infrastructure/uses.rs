//! What was asked for the loads of tables, with the answers.

use std::collections::BTreeMap;

use provost_core::schema::consistency::Evidence;

use super::evidence::{bare, evidence};
use super::loads::{ColumnWidth, SIZES, Size, TABLES, Table, WIDTHS};

/// The most tables, and the most columns, whose answers are told.
const MOST: usize = 40;

/// How tables are used, as the statistics say.
pub(super) fn of_tables(tables: &[Table]) -> Evidence {
    let rows = tables.iter().map(|table| {
        let numbers = [
            table.pages,
            table.live_rows,
            table.dead_rows,
            table.sequential_scans,
            table.index_scans,
            table.blocks_fetched,
            table.blocks_hit,
        ];
        let name = format!("{}.{}", table.schema, table.name);
        let mut row = vec![table.id.to_string(), name, table.row_estimate.to_string()];
        row.extend(numbers.map(|number| number.to_string()));
        row
    });
    let title = "Use of tables (id, name, rows by ANALYZE, pages, live, dead, scans, by index, blocks asked for, blocks found)";
    first(title, bare(TABLES), rows, tables.len())
}

/// How much they take on the disk.
pub(super) fn of_sizes(tables: &[Table], sizes: &BTreeMap<i64, Size>) -> Evidence {
    let known =
        |value: Option<i64>| value.map_or_else(|| "gone".to_owned(), |bytes| bytes.to_string());
    let rows = sizes.values().map(|size| {
        [
            size.id.to_string(),
            known(size.bytes),
            known(size.index_bytes),
        ]
    });
    let ids: Vec<String> = tables
        .iter()
        .take(MOST)
        .map(|table| table.id.to_string())
        .collect();
    // The numbers are the server's own, not texts.
    let sql = bare(SIZES).replace("$1", &format!("'{{{}}}'", ids.join(",")));
    let title = "Sizes of tables (id, bytes in all, bytes of indexes)";
    first(title, sql, rows, sizes.len())
}

/// How wide columns are, from which bloat is estimated.
pub(super) fn of_widths(columns: &[ColumnWidth]) -> Evidence {
    let known =
        |value: Option<f64>| value.map_or_else(|| "not seen".to_owned(), |value| value.to_string());
    let rows = columns.iter().map(|column| {
        [
            column.id.to_string(),
            column.dropped.to_string(),
            column.fixed.to_string(),
            column.alignment.to_string(),
            known(column.null_share),
            known(column.width),
        ]
    });
    let title = "Widths of columns, for the estimate of bloat (table, dropped, fixed, alignment, share of nulls, width)";
    first(title, bare(WIDTHS), rows, columns.len())
}

/// A statement with the first rows of its answer, and how many more there are.
fn first<R>(title: &str, sql: String, rows: impl Iterator<Item = R>, count: usize) -> Evidence
where
    R: IntoIterator<Item = String>,
{
    let mut found = evidence(title, sql, rows.take(MOST));
    if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
        found.result = format!("{}\n… {more} more", found.result);
    }
    found
}
