//! Gathering the columns of a source row by row; a uniform sample of them where there are more than are wanted.

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
}

impl Sample {
    /// Nothing yet. At most `limit` rows are kept.
    #[must_use]
    pub fn new(headings: Vec<Heading>, limit: usize, seed: u32) -> Self {
        let columns = headings.iter().map(|heading| empty(heading.kind)).collect();
        Self {
            headings,
            columns,
            limit,
            seed,
            state: u64::from(seed),
            seen: 0,
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
        match values {
            Values::Numeric { values, .. } => set(values, place, as_number(&cell)),
            Values::Categorical(words) => set(words, place, as_word(cell)),
            Values::Boolean(truths) => set(truths, place, as_truth(&cell)),
            Values::Embedding(vectors) => set(vectors, place, as_vector(cell)),
        }
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
mod tests {
    use super::*;

    fn taken(rows: u32, limit: usize, seed: u32) -> (Vec<f64>, SourceRead) {
        let heading = Heading {
            name: "n".to_owned(),
            kind: ColumnKind::Numeric,
            integers: true,
        };
        let mut sample = Sample::new(vec![heading], limit, seed);
        for row in 0..rows {
            if let Some(place) = sample.place() {
                sample.put(0, place, Cell::Number(f64::from(row)));
            }
        }
        let (columns, read) = sample.finish("rows".to_owned());
        let Values::Numeric { values, integers } = columns[0].values.clone() else {
            panic!("numbers were put");
        };
        assert!(integers);
        (values, read)
    }

    #[test]
    fn the_generator_is_splitmix64() {
        // The first numbers that the published C code gives from 1234567.
        let mut state = 1_234_567;
        let first: Vec<u64> = (0..3).map(|_| next(&mut state)).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn what_fits_is_kept_whole_and_in_order() {
        let (values, read) = taken(5, 5, 1);
        assert_eq!(values, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!((read.rows, read.sample), (5, None));
    }

    #[test]
    fn a_sample_is_the_same_for_the_same_seed_and_says_so() {
        let (values, read) = taken(10_000, 100, 7);
        assert_eq!(values, taken(10_000, 100, 7).0);
        assert_ne!(values, taken(10_000, 100, 8).0);
        assert_eq!(values.len(), 100);
        let sample = read.sample.unwrap();
        assert_eq!(
            (read.rows, sample.rows, sample.seed, sample.method.as_str()),
            (10_000, 100, 7, "reservoir")
        );
    }

    #[test]
    fn every_row_has_the_same_chance() {
        // 2,000 samples of 10 of 100 rows: each row is taken 200 times but for chance (deviation √(2000 · 0.1 · 0.9) = 13.4).
        let mut counts = [0_i32; 100];
        for seed in 0..2000 {
            for value in taken(100, 10, seed).0 {
                counts[super::super::bins::to_count(value)] += 1;
            }
        }
        assert!(
            counts.iter().all(|count| (140..=260).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn a_missing_number_ends_whole_numbers() {
        let heading = |kind| Heading {
            name: "c".to_owned(),
            kind,
            integers: true,
        };
        let mut sample = Sample::new(
            vec![heading(ColumnKind::Numeric), heading(ColumnKind::Boolean)],
            10,
            1,
        );
        for cell in [Cell::Number(1.0), Cell::Missing] {
            let place = sample.place().unwrap();
            sample.put(0, place, cell);
            sample.put(1, place, Cell::Truth(true));
        }
        let columns = sample.finish("c".to_owned()).0;
        assert!(matches!(
            columns[0].values,
            Values::Numeric {
                integers: false,
                ..
            }
        ));
        assert_eq!(columns[1].values, Values::Boolean(vec![Some(true); 2]));
    }
}
