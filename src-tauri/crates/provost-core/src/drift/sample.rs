//! Gathering the columns of a source row by row; a uniform sample of them where there are more than are wanted.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::column::{Column, ColumnKind, Values};
use super::sources::{SampleTaken, SourceRead};

/// A cell of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// There is no value.
    Missing,
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
    /// Yes or no.
    Truth(bool),
    /// A vector.
    Vector(Vec<f32>),
}

/// The most letters of a word that are kept.
pub const WORD: usize = 1000;
/// Of a longer word this many of the first, beside its fingerprint.
pub const WORD_BEGINS: usize = 100;
/// The most bytes that a sample may take in memory.
const LARGEST: usize = 512 << 20;

impl Cell {
    /// A word. One of more than a thousand letters is kept as its first hundred with the SHA-256 of the whole, so that it is
    /// equal to what it was equal to, and no text fills the memory.
    #[must_use]
    pub fn word(text: &str) -> Self {
        if text.len() <= WORD || text.chars().nth(WORD).is_none() {
            return Self::Word(text.to_owned());
        }
        let mut word: String = text.chars().take(WORD_BEGINS).collect();
        word.push_str("... sha256:");
        for byte in Sha256::digest(text) {
            let _ = write!(word, "{byte:02x}");
        }
        Self::Word(word)
    }

    /// What it takes beside its place.
    const fn bytes(&self) -> usize {
        match self {
            Self::Word(word) => word.len(),
            Self::Vector(vector) => vector.len().saturating_mul(4),
            _ => 0,
        }
    }
}

/// A sample grew too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the rows to be compared take more than {} MiB of memory. Name fewer columns, or take fewer rows",
    LARGEST >> 20
)]
pub struct SampleTooLarge;

/// A column that is to be gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its name.
    pub name: String,
    /// What it holds. A cell of another kind counts as missing.
    pub kind: ColumnKind,
    /// Whether the source has whole numbers only.
    pub integers: bool,
}

/// The rows of a source, up to a limit; from there on a uniform sample of all of them (Vitter's algorithm R). The same rows in
/// the same order with the same seed give the same sample.
#[derive(Debug)]
pub struct Sample {
    headings: Vec<Heading>,
    columns: Vec<Values>,
    limit: usize,
    seed: u32,
    state: u64,
    seen: u64,
    /// What the places of a row take, without words and vectors.
    row_bytes: usize,
    /// What the words and vectors take.
    bytes: usize,
}

impl Sample {
    /// Nothing yet. At most `limit` rows are kept.
    #[must_use]
    pub fn new(headings: Vec<Heading>, limit: usize, seed: u32) -> Self {
        let columns: Vec<Values> = headings.iter().map(|heading| empty(heading.kind)).collect();
        Self {
            row_bytes: columns.iter().map(place_bytes).sum(),
            headings,
            columns,
            limit,
            seed,
            state: u64::from(seed),
            seen: 0,
            bytes: 0,
        }
    }

    /// Where the next row of the source goes; none when it is not kept. Each row must be offered once, in the source's order,
    /// and one that is kept must be put whole.
    pub fn place(&mut self) -> Option<usize> {
        let before = self.seen;
        self.seen += 1;
        let seen = usize::try_from(before).unwrap_or(usize::MAX);
        if seen < self.limit {
            return Some(seen);
        }
        let drawn = usize::try_from(below(&mut self.state, self.seen)).ok()?;
        (drawn < self.limit).then_some(drawn)
    }

    /// Puts a cell of a row at its place: in place of an earlier row's, or behind the last.
    pub fn put(&mut self, column: usize, place: usize, cell: Cell) {
        let Some(values) = self.columns.get_mut(column) else {
            return;
        };
        let (held, more) = (bytes_at(values, place), cell.bytes());
        match values {
            Values::Numeric { values, .. } => set(values, place, as_number(&cell)),
            Values::Categorical(words) => set(words, place, as_word(cell)),
            Values::Boolean(truths) => set(truths, place, as_truth(&cell)),
            Values::Embedding(vectors) => set(vectors, place, as_vector(cell)),
        }
        self.bytes = self.bytes.saturating_sub(held).saturating_add(more);
    }

    /// Whether what was put until now fits into memory.
    ///
    /// # Errors
    /// When it does not: nothing more should be put.
    pub fn fits(&self) -> Result<(), SampleTooLarge> {
        let rows = usize::try_from(self.seen).unwrap_or(usize::MAX);
        let rows = rows.min(self.limit);
        let all = self.row_bytes.saturating_mul(rows);
        let all = all.saturating_add(self.bytes);
        if all > LARGEST {
            return Err(SampleTooLarge);
        }
        Ok(())
    }

    /// The columns, and how they were taken from the source of that name.
    #[must_use]
    pub fn finish(self, name: String) -> (Vec<Column>, SourceRead) {
        let count = |rows: u64| u32::try_from(rows).unwrap_or(u32::MAX);
        let limit = u64::try_from(self.limit).unwrap_or(u64::MAX);
        let read = SourceRead {
            name,
            rows: count(self.seen),
            sample: (self.seen > limit).then(|| SampleTaken {
                method: "reservoir".to_owned(),
                seed: self.seed,
                rows: count(limit),
            }),
        };
        let columns = self.headings.into_iter().zip(self.columns);
        let columns = columns.map(|(heading, values)| Column {
            name: heading.name,
            values: match values {
                Values::Numeric { values, .. } => Values::Numeric {
                    integers: heading.integers && !values.iter().any(|one| one.is_nan()),
                    values,
                },
                other => other,
            },
        });
        (columns.collect(), read)
    }
}

const fn empty(kind: ColumnKind) -> Values {
    match kind {
        ColumnKind::Numeric => Values::Numeric {
            values: Vec::new(),
            integers: false,
        },
        ColumnKind::Categorical => Values::Categorical(Vec::new()),
        ColumnKind::Boolean => Values::Boolean(Vec::new()),
        ColumnKind::Embedding => Values::Embedding(Vec::new()),
    }
}

/// What a place in a column takes.
const fn place_bytes(values: &Values) -> usize {
    match values {
        Values::Numeric { .. } => size_of::<f64>(),
        Values::Categorical(_) => size_of::<Option<String>>(),
        Values::Boolean(_) => size_of::<Option<bool>>(),
        Values::Embedding(_) => size_of::<Vec<f32>>(),
    }
}

/// What stands at a place beside it.
fn bytes_at(values: &Values, place: usize) -> usize {
    match values {
        Values::Categorical(words) => words
            .get(place)
            .and_then(Option::as_ref)
            .map_or(0, String::len),
        Values::Embedding(vectors) => vectors
            .get(place)
            .map_or(0, |vector| vector.len().saturating_mul(4)),
        Values::Numeric { .. } | Values::Boolean(_) => 0,
    }
}

fn set<T>(values: &mut Vec<T>, place: usize, value: T) {
    match values.get_mut(place) {
        Some(old) => *old = value,
        None => values.push(value),
    }
}

const fn as_number(cell: &Cell) -> f64 {
    match cell {
        Cell::Number(number) => *number,
        _ => f64::NAN,
    }
}

fn as_word(cell: Cell) -> Option<String> {
    match cell {
        Cell::Word(word) => Some(word),
        _ => None,
    }
}

const fn as_truth(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Truth(truth) => Some(*truth),
        _ => None,
    }
}

fn as_vector(cell: Cell) -> Vec<f32> {
    match cell {
        Cell::Vector(vector) => vector,
        _ => Vec::new(),
    }
}

/// A uniform number below `bound`, which is not zero (Lemire's multiplication, so that no remainder favours the small ones).
fn below(state: &mut u64, bound: u64) -> u64 {
    let least = bound.wrapping_neg() % bound.max(1);
    loop {
        let wide = u128::from(next(state)) * u128::from(bound);
        let (high, low) = halves(wide);
        if low >= least {
            return high;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves of a number of twice the width"
)]
const fn halves(wide: u128) -> (u64, u64) {
    ((wide >> 64) as u64, wide as u64)
}

/// The next number of `SplitMix64` (Steele, Lea and Flood 2014).
const fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests;
