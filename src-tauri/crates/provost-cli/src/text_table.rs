//! Tables for a terminal: what is to be pasted stays in one piece.

use std::fmt;
use std::ops::{Deref, DerefMut};

use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};

/// The width of what has no width: a file, a pipe.
pub(crate) const UNLIMITED: u16 = u16::MAX;

/// The longest word that is kept in one piece, in characters. An id has 36, a moment 20.
const LONGEST_WORD: usize = 40;

/// The longest cell that a least width is reckoned for; the table adds to it in 16 bits.
const LONGEST_CELL: usize = 60_000;

/// A table without frames that keeps to a width and breaks its cells only between words, wider than that where its words are.
pub(crate) struct TextTable {
    table: Table,
    limited: bool,
}

impl TextTable {
    /// An empty table for a terminal of so many characters.
    pub(crate) fn new(width: u16) -> Self {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let limited = width != UNLIMITED;
        if limited {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(width);
        } else {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
        Self { table, limited }
    }
}

impl Deref for TextTable {
    type Target = Table;

    fn deref(&self) -> &Table {
        &self.table
    }
}

impl DerefMut for TextTable {
    fn deref_mut(&mut self) -> &mut Table {
        &mut self.table
    }
}

impl fmt::Display for TextTable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.limited {
            return out.write_str(&self.table.trim_fmt());
        }
        let mut table = self.table.clone();
        let least = least_widths(&table, table.column_iter().count());
        for (column, least) in table.column_iter_mut().zip(least) {
            if let Some(least) = least {
                let padded = least.saturating_add(column.padding_width());
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(padded)));
            }
        }
        out.write_str(&table.trim_fmt())
    }
}

/// The longest word of each of its columns; none where that cannot be reckoned with.
fn least_widths(table: &Table, columns: usize) -> Vec<Option<u16>> {
    let mut least = vec![Some(0); columns];
    for row in table.header().into_iter().chain(table.row_iter()) {
        for (most, cell) in least.iter_mut().zip(row.cell_iter()) {
            let text = cell.content();
            let words = text.split_whitespace().map(|word| word.chars().count());
            let longest = words.max().unwrap_or(0).min(LONGEST_WORD);
            *most = match (*most, u16::try_from(longest)) {
                (Some(most), Ok(longest)) if text.len() <= LONGEST_CELL => Some(longest.max(most)),
                _ => None,
            };
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::{TextTable, UNLIMITED};

    const ID: &str = "7d3cf4c2-63a5-4a3c-8d54-0d5f1b2f9a11";

    fn filled(width: u16) -> String {
        let mut table = TextTable::new(width);
        table.set_header(["Severity", "Model", "Found", "What was done", "Id"]);
        let done = "trained again with the rows of November, and looked at what is left";
        for at in ["2026-11-22T12:00:00Z", "2026-11-22T13:00:00Z"] {
            table.add_row(["critical", "claims-triage@2.1.0", at, done, ID]);
        }
        table.to_string()
    }

    #[test]
    fn ids_moments_and_names_stay_in_one_piece_and_the_rest_breaks_between_words() {
        for width in [60, 80, 120, 200] {
            let text = filled(width);
            for whole in [
                ID,
                "2026-11-22T13:00:00Z",
                "claims-triage@2.1.0",
                "Severity",
            ] {
                assert!(text.contains(whole), "{width} {whole}:\n{text}");
            }
            let words: Vec<&str> = text.split_whitespace().collect();
            for word in ["November,", "trained", "left"] {
                assert!(words.contains(&word), "{width} {word}:\n{text}");
            }
        }
        assert!(filled(120).lines().count() > 3);
        assert!(filled(120).lines().all(|line| line.chars().count() <= 120));
    }

    #[test]
    fn without_a_terminal_each_row_is_one_line_without_blanks_at_its_end() {
        let text = filled(UNLIMITED);
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
    }

    #[test]
    fn a_cell_of_any_length_is_written() {
        for width in [80, UNLIMITED] {
            let mut table = TextTable::new(width);
            table.add_row([ID, &"word ".repeat(14_000)]);
            assert!(table.to_string().contains(ID));
        }
    }
}
