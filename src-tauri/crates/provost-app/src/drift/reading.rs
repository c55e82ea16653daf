//! What the cells of a text file can be read as.

use provost_core::drift::{Cell, ColumnKind};

/// What all cells of a column can be read as. Words always can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Readable {
    /// As numbers.
    pub(super) numbers: bool,
    /// As whole numbers, none of them missing.
    pub(super) integers: bool,
    /// As yes and no.
    pub(super) truths: bool,
    /// As vectors.
    pub(super) vectors: bool,
    /// As words.
    pub(super) words: bool,
}

impl Readable {
    /// Of a column without a cell: it can be anything.
    pub(super) const ANYTHING: Self = Self {
        numbers: true,
        integers: true,
        truths: true,
        vectors: true,
        words: true,
    };

    /// Of a column of one kind only, as a database has it.
    pub(super) const fn only(kind: ColumnKind, integers: bool) -> Self {
        Self {
            numbers: matches!(kind, ColumnKind::Numeric),
            integers,
            truths: matches!(kind, ColumnKind::Boolean),
            vectors: matches!(kind, ColumnKind::Embedding),
            words: matches!(kind, ColumnKind::Categorical),
        }
    }

    /// With one more cell.
    pub(super) fn narrow(&mut self, text: &str, decimal_comma: bool) {
        let cell = text.trim();
        if cell.is_empty() {
            self.integers = false;
            return;
        }
        self.truths = self.truths && truth(cell).is_some();
        self.numbers = self.numbers && number(cell, decimal_comma).is_some();
        self.integers = self.integers && self.numbers && cell.parse::<i64>().is_ok();
        self.vectors = self.vectors && vector(cell).is_some();
    }

    /// What both sides can be read as; each side for itself where there is nothing in common, which the comparison then says.
    pub(super) const fn kind_with(self, other: Self) -> ColumnKind {
        let both = Self {
            numbers: self.numbers && other.numbers,
            integers: false,
            truths: self.truths && other.truths,
            vectors: self.vectors && other.vectors,
            words: self.words && other.words,
        };
        match both.narrowest() {
            Some(kind) => kind,
            None => match self.narrowest() {
                Some(kind) => kind,
                None => ColumnKind::Categorical,
            },
        }
    }

    const fn narrowest(self) -> Option<ColumnKind> {
        Some(match self {
            // A column of missing cells only.
            Self {
                words: true,
                truths: true,
                numbers: true,
                ..
            } => ColumnKind::Categorical,
            Self { truths: true, .. } => ColumnKind::Boolean,
            Self { numbers: true, .. } => ColumnKind::Numeric,
            Self { vectors: true, .. } => ColumnKind::Embedding,
            Self { words: true, .. } => ColumnKind::Categorical,
            Self { .. } => return None,
        })
    }
}

/// A cell of a column of this kind. An empty one is missing.
pub(super) fn cell(text: &str, kind: ColumnKind, decimal_comma: bool) -> Cell {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Cell::Missing;
    }
    let read = match kind {
        ColumnKind::Numeric => number(trimmed, decimal_comma).map(Cell::Number),
        ColumnKind::Boolean => truth(trimmed).map(Cell::Truth),
        ColumnKind::Embedding => vector(trimmed).map(Cell::Vector),
        ColumnKind::Categorical => Some(Cell::word(text)),
    };
    read.unwrap_or(Cell::Missing)
}

/// A number as programs write it, `inf` and `nan` too; with a decimal comma where the file has semicolons.
fn number(text: &str, decimal_comma: bool) -> Option<f64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    if decimal_comma && !text.contains('.') && text.matches(',').count() == 1 {
        return text.replace(',', ".").parse().ok();
    }
    None
}

fn truth(text: &str) -> Option<bool> {
    const WORDS: [(&str, bool); 6] = [
        ("true", true),
        ("false", false),
        ("yes", true),
        ("no", false),
        ("t", true),
        ("f", false),
    ];
    WORDS
        .iter()
        .find(|(word, _)| text.eq_ignore_ascii_case(word))
        .map(|(_, truth)| *truth)
}

/// Numbers between brackets, as JSON and pgvector write them.
fn vector(text: &str) -> Option<Vec<f32>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    inner
        .split(',')
        .map(|part| part.trim().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Readable {
        let mut readable = Readable::ANYTHING;
        for cell in cells {
            readable.narrow(cell, false);
        }
        readable
    }

    fn kind(left: &[&str], right: &[&str]) -> ColumnKind {
        let kind = of(left).kind_with(of(right));
        assert_eq!(kind, of(right).kind_with(of(left)));
        kind
    }

    #[test]
    fn both_sides_together_say_what_a_column_holds() {
        assert_eq!(
            kind(&["1", "-2e3", "inf", "NaN"], &[" 7.5 ", ""]),
            ColumnKind::Numeric
        );
        assert_eq!(kind(&["1", "2"], &["1", "two"]), ColumnKind::Categorical);
        assert_eq!(
            kind(&["yes", "No"], &["TRUE", "f", ""]),
            ColumnKind::Boolean
        );
        assert_eq!(kind(&["yes", "no"], &["1", "0"]), ColumnKind::Categorical);
        assert_eq!(
            kind(&["[1, 2]"], &["[0.5,-1e-3]", ""]),
            ColumnKind::Embedding
        );
        assert_eq!(kind(&["[1, 2]"], &["[a]"]), ColumnKind::Categorical);
        assert_eq!(kind(&["", ""], &["3"]), ColumnKind::Numeric);
        assert_eq!(kind(&[""], &[]), ColumnKind::Categorical);
    }

    #[test]
    fn a_type_of_a_database_decides_or_nothing_does() {
        let numbers = Readable::only(ColumnKind::Numeric, true);
        assert_eq!(of(&["1", "2"]).kind_with(numbers), ColumnKind::Numeric);
        let words = Readable::only(ColumnKind::Categorical, false);
        assert_eq!(of(&["1", "2"]).kind_with(words), ColumnKind::Categorical);
        assert_eq!(of(&["one"]).kind_with(numbers), ColumnKind::Categorical);
        assert_eq!(numbers.kind_with(of(&["one"])), ColumnKind::Numeric);
    }

    #[test]
    fn whole_numbers_are_written_whole_and_none_is_missing() {
        assert!(of(&["1", "-20"]).integers);
        for other in ["1.0", "", "1e3", "inf"] {
            assert!(!of(&["1", other]).integers, "{other}");
        }
    }

    #[test]
    fn a_comma_is_decimal_only_in_files_of_semicolons() {
        assert_eq!(number("1,5", true), Some(1.5));
        assert_eq!(number("1,5", false), None);
        for text in ["1.234,5", "1,234,5", "a,b"] {
            assert_eq!(number(text, true), None, "{text}");
        }
    }

    #[test]
    fn cells_are_read_by_their_kind() {
        assert_eq!(cell(" ", ColumnKind::Categorical, false), Cell::Missing);
        assert_eq!(
            cell(" a", ColumnKind::Categorical, false),
            Cell::Word(" a".to_owned())
        );
        assert_eq!(cell(" T ", ColumnKind::Boolean, false), Cell::Truth(true));
        assert_eq!(
            cell("[1,2]", ColumnKind::Embedding, false),
            Cell::Vector(vec![1.0, 2.0])
        );
        assert_eq!(cell("x", ColumnKind::Numeric, false), Cell::Missing);
    }
}
