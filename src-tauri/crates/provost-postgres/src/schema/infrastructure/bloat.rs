//! How much of a table is not needed for its rows, estimated from what ANALYZE keeps of its columns.
//!
//! The idea is that of the well-known estimates (ioguix's `pgsql-bloat-estimation`, `check_postgres`): as many rows as the
//! table has, each as wide as the columns are on average, need so many pages; the others are bloat. Ours differs in three
//! ways: columns are laid out one behind the other with the padding that their alignment asks for, instead of summing widths;
//! values that are null take no width; rows and pages are those of one moment (`reltuples` and `relpages`), not statistics of
//! one and the size of another. It is an estimate: some percent in either direction mean nothing.

/// The bytes at the beginning of a page that hold no row.
const PAGE_HEADER: f64 = 24.0;

/// The bytes of a row before its null bitmap.
const ROW_HEADER: f64 = 23.0;

/// The pointer to a row at the beginning of its page.
const POINTER: f64 = 4.0;

/// What whole rows are aligned to.
const ROW_ALIGNMENT: f64 = 8.0;

/// A column as the statistics have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Width {
    /// Whether it is gone: it takes a place in the null bitmap and no width.
    pub(super) dropped: bool,
    /// Whether every value is as wide as any other.
    pub(super) fixed: bool,
    pub(super) alignment: f64,
    /// The share of nulls and the average width of the others; none where the role may not see them or there are none.
    pub(super) seen: Option<(f64, f64)>,
}

/// A table's pages and rows at the moment when they were last counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) pages: f64,
    /// Negative when they were never counted.
    pub(super) rows: f64,
    pub(super) page_bytes: f64,
    /// How full a page is made, 0 to 1.
    pub(super) fill: f64,
}

/// The bytes that the rows would not need when packed anew; none without statistics of every column.
pub(super) fn estimate(extent: Extent, columns: &[Width]) -> Option<f64> {
    if extent.rows < 0.0 || columns.is_empty() {
        return None;
    }
    let needed = if extent.rows == 0.0 {
        0.0
    } else {
        let row = row_bytes(columns)?;
        let in_a_page = ((extent.page_bytes * extent.fill - PAGE_HEADER) / row).floor();
        (extent.rows / in_a_page.max(1.0)).ceil()
    };
    Some((extent.pages - needed).max(0.0) * extent.page_bytes)
}

/// What a row takes on average, with its pointer.
fn row_bytes(columns: &[Width]) -> Option<f64> {
    let live: Vec<&Width> = columns.iter().filter(|column| !column.dropped).collect();
    let seen: Vec<(f64, f64)> = live
        .iter()
        .map(|column| column.seen)
        .collect::<Option<_>>()?;
    let has_nulls = live.len() < columns.len() || seen.iter().any(|(nulls, _)| *nulls > 0.0);
    let bitmap = if has_nulls {
        places(columns).div_euclid(8.0) + 1.0
    } else {
        0.0
    };
    let mut end = 0.0;
    let mut exact = true;
    for (column, (nulls, width)) in live.iter().zip(seen) {
        let there = 1.0 - nulls;
        // A short value of variable width has no padding before it; where one ends, nobody knows.
        let padding = match (column.fixed, exact) {
            (false, _) => 0.0,
            (true, true) => aligned(end, column.alignment) - end,
            (true, false) => (column.alignment - 1.0) / 2.0,
        };
        exact &= column.fixed && nulls == 0.0;
        end += there * (padding + width);
    }
    let row = aligned(ROW_HEADER + bitmap, ROW_ALIGNMENT) + end;
    let row = if exact {
        aligned(row, ROW_ALIGNMENT)
    } else {
        row + (ROW_ALIGNMENT - 1.0) / 2.0
    };
    Some(row + POINTER)
}

/// The number of places in the null bitmap less one, so that a whole division gives its bytes less one.
fn places(columns: &[Width]) -> f64 {
    let count = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    f64::from(count) - 1.0
}

fn aligned(bytes: f64, to: f64) -> f64 {
    (bytes / to).ceil() * to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(width: f64) -> Width {
        Width {
            dropped: false,
            fixed: true,
            alignment: width,
            seen: Some((0.0, width)),
        }
    }

    fn of(pages: f64, rows: f64) -> Extent {
        Extent {
            pages,
            rows,
            page_bytes: 8192.0,
            fill: 1.0,
        }
    }

    #[test]
    fn rows_of_fixed_width_are_laid_out_as_the_server_does() {
        // PostgreSQL's documentation of the page layout: 24 bytes of header, the columns, 4 for the pointer.
        assert_eq!(row_bytes(&[fixed(4.0)]), Some(36.0));
        assert_eq!(row_bytes(&[fixed(4.0), fixed(8.0)]), Some(44.0));
        assert_eq!(row_bytes(&[fixed(4.0), fixed(4.0), fixed(8.0)]), Some(44.0));
        // 226 rows of one integer fit into a page: 226 * 36 + 24 = 8160.
        assert_eq!(estimate(of(10.0, 2260.0), &[fixed(4.0)]), Some(0.0));
        assert_eq!(estimate(of(20.0, 2260.0), &[fixed(4.0)]), Some(81_920.0));
    }

    #[test]
    fn a_null_or_a_dropped_column_costs_a_bitmap() {
        let gone = Width {
            dropped: true,
            seen: None,
            ..fixed(4.0)
        };
        // 23 + 1 byte of bitmap is still 24; with nine columns it is 25, and so 32.
        assert_eq!(row_bytes(&[fixed(4.0), gone]), Some(36.0));
        assert_eq!(
            row_bytes(&[[fixed(8.0)].repeat(8), vec![gone]].concat()),
            Some(100.0)
        );
        assert_eq!(row_bytes(&[fixed(8.0)].repeat(8)), Some(92.0));
    }

    #[test]
    fn without_statistics_nothing_is_told() {
        let unseen = Width {
            seen: None,
            ..fixed(4.0)
        };
        assert_eq!(estimate(of(10.0, 5.0), &[fixed(4.0), unseen]), None);
        assert_eq!(estimate(of(10.0, -1.0), &[fixed(4.0)]), None);
        // A table that is known to be empty needs no page.
        assert_eq!(estimate(of(3.0, 0.0), &[unseen]), Some(24_576.0));
    }
}
