//! The values of one column of a group of rows, as cells.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use parquet::basic::TimeUnit;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use provost_core::drift::Cell;

use super::super::faults::Fault;
use super::kinds::{Held, Leaf};

/// How many rows are read at once.
const BATCH: usize = 8192;
/// How many of those are, of which each has a list: no more than four million values (`lists`).
const LISTS: usize = 64;
/// The most dimensions of a vector that is compared, as it is of a database.
const DIMENSIONS: usize = 16_384;
/// The days from the first of the year 1 to the first of 1970.
const EPOCH: i32 = 719_163;

/// One column of a group of `rows` rows.
pub(super) struct Chunk<'a> {
    pub(super) leaf: Leaf,
    pub(super) rows: u64,
    /// How many values the pages handed out.
    pub(super) levels: &'a Arc<AtomicUsize>,
    /// Whether nobody waits for it any more.
    pub(super) stop: &'a AtomicBool,
}

/// Is told each row, with what makes its cell.
pub(super) type Each<'a, E> = dyn FnMut(u64, &Made<'_>) -> Result<(), E> + 'a;

impl Chunk<'_> {
    /// Reads it whole, row by row.
    pub(super) fn read<E: From<Fault>>(
        &self,
        reader: ColumnReader,
        put: &mut Each<'_, E>,
    ) -> Result<(), E> {
        match reader {
            ColumnReader::BoolColumnReader(reader) => self.each(reader, put),
            ColumnReader::Int32ColumnReader(reader) => self.each(reader, put),
            ColumnReader::Int64ColumnReader(reader) => self.each(reader, put),
            ColumnReader::Int96ColumnReader(reader) => self.each(reader, put),
            ColumnReader::FloatColumnReader(reader) => self.each(reader, put),
            ColumnReader::DoubleColumnReader(reader) => self.each(reader, put),
            ColumnReader::ByteArrayColumnReader(reader) => self.each(reader, put),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => self.each(reader, put),
        }
    }

    fn each<T: DataType, E: From<Fault>>(
        &self,
        mut reader: ColumnReaderImpl<T>,
        put: &mut Each<'_, E>,
    ) -> Result<(), E>
    where
        T::T: Value,
    {
        let (mut levels, mut begins, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let mut before = 0_u64;
        let most = u64::try_from(if self.leaf.list { LISTS } else { BATCH }).unwrap_or(1);
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(Fault::Stopped.into());
            }
            levels.clear();
            begins.clear();
            values.clear();
            self.levels.store(0, Ordering::Relaxed);
            // One row more than there should be, so that it is told when there are.
            let wanted = usize::try_from(most.min(self.rows - before + 1)).unwrap_or(BATCH);
            let (rows, _, all) = reader
                .read_records(wanted, Some(&mut levels), Some(&mut begins), &mut values)
                .map_err(|error| Fault::damaged(&error))?;
            if rows == 0 {
                break;
            }
            let batch = Batch {
                leaf: self.leaf,
                levels: &levels,
                begins: &begins,
                all,
            };
            let mut row = before;
            batch.cells::<_, E>(&values, &mut |cell| {
                put(row, cell)?;
                row += 1;
                Ok(())
            })?;
            before += u64::try_from(rows).unwrap_or_default();
            if before > self.rows || row != before {
                break;
            }
        }
        if before == self.rows {
            Ok(())
        } else {
            Err(Fault::Rows.into())
        }
    }
}

/// Makes a cell when it is asked for.
pub(super) type Made<'a> = dyn Fn() -> Result<Cell, Fault> + 'a;

/// What was read at once: the level of each value, and the one at which a list begins.
struct Batch<'a> {
    leaf: Leaf,
    levels: &'a [i16],
    begins: &'a [i16],
    all: usize,
}

impl Batch<'_> {
    /// Hands out a cell for each row, made only when it is asked for.
    fn cells<V: Value, E: From<Fault>>(
        &self,
        values: &[V],
        done: &mut dyn FnMut(&Made<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rest = values;
        let held = self.leaf.held;
        if self.leaf.list {
            let levels = self
                .levels
                .iter()
                .zip(self.begins.iter().skip(1).chain(&[0]));
            let mut vector = Vec::new();
            for (level, next) in levels {
                if *level == self.leaf.there {
                    let (value, after) = rest.split_first().ok_or(Fault::Rows)?;
                    vector.push(value.part(held));
                    rest = after;
                } else if level.saturating_add(1) == self.leaf.there && self.leaf.gaps {
                    vector.push(f32::NAN);
                }
                if *next == 0 {
                    let whole = std::mem::take(&mut vector);
                    done(&|| Ok(as_vector(&whole)))?;
                }
            }
            return Ok(());
        }
        for row in 0..self.all {
            let there = self.leaf.there == 0 || self.levels.get(row) == Some(&self.leaf.there);
            if there {
                let (value, after) = rest.split_first().ok_or(Fault::Rows)?;
                rest = after;
                done(&|| value.cell(held))?;
            } else {
                done(&|| Ok(Cell::Missing))?;
            }
        }
        Ok(())
    }
}

fn as_vector(parts: &[f32]) -> Cell {
    if parts.is_empty() || parts.len() > DIMENSIONS {
        return Cell::Missing;
    }
    Cell::Vector(parts.to_vec())
}

/// A value as it is written.
trait Value {
    fn cell(&self, held: Held) -> Result<Cell, Fault>;

    /// As a part of a vector.
    fn part(&self, _held: Held) -> f32 {
        f32::NAN
    }
}

impl Value for bool {
    fn cell(&self, _held: Held) -> Result<Cell, Fault> {
        Ok(Cell::Truth(*self))
    }
}

impl Value for i32 {
    fn cell(&self, held: Held) -> Result<Cell, Fault> {
        Ok(match held {
            Held::Natural => Cell::Number(f64::from(self.cast_unsigned())),
            Held::Decimal(scale) => Cell::Number(decimal(i128::from(*self), scale)),
            Held::Date => Cell::Word(date(*self)),
            _ => Cell::Number(f64::from(*self)),
        })
    }
}

impl Value for i64 {
    fn cell(&self, held: Held) -> Result<Cell, Fault> {
        Ok(match held {
            Held::Natural => Cell::Number(decimal(i128::from(self.cast_unsigned()), 0)),
            Held::Decimal(scale) => Cell::Number(decimal(i128::from(*self), scale)),
            Held::Moment { unit, utc } => Cell::Word(moment(*self, unit, utc)),
            _ => Cell::Number(decimal(i128::from(*self), 0)),
        })
    }
}

impl Value for Int96 {
    fn cell(&self, _held: Held) -> Result<Cell, Fault> {
        Ok(Cell::Word(moment(
            self.to_micros(),
            TimeUnit::MICROS,
            false,
        )))
    }
}

impl Value for f32 {
    fn cell(&self, _held: Held) -> Result<Cell, Fault> {
        Ok(Cell::Number(f64::from(*self)))
    }

    fn part(&self, _held: Held) -> f32 {
        *self
    }
}

impl Value for f64 {
    fn cell(&self, _held: Held) -> Result<Cell, Fault> {
        Ok(Cell::Number(*self))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "vectors are kept in single precision, as pgvector keeps them"
    )]
    fn part(&self, _held: Held) -> f32 {
        *self as f32
    }
}

impl Value for ByteArray {
    fn cell(&self, held: Held) -> Result<Cell, Fault> {
        if let Held::Decimal(scale) = held {
            return Ok(Cell::Number(decimal(wide(self.data())?, scale)));
        }
        let text = std::str::from_utf8(self.data()).map_err(|_| Fault::Encoding)?;
        // As in a text file, where nothing stands between two delimiters.
        if text.trim().is_empty() {
            return Ok(Cell::Missing);
        }
        Ok(Cell::word(text))
    }
}

impl Value for FixedLenByteArray {
    fn cell(&self, held: Held) -> Result<Cell, Fault> {
        match held {
            Held::Half => Ok(Cell::Number(f64::from(half(self.data())))),
            _ => ByteArray::cell(self, held),
        }
    }

    fn part(&self, _held: Held) -> f32 {
        half(self.data())
    }
}

/// A whole number in two's complement, the highest byte first.
fn wide(bytes: &[u8]) -> Result<i128, Fault> {
    let sign = match bytes.first() {
        Some(first) if *first >= 0x80 => 0xFF,
        _ => 0,
    };
    let mut whole = [sign; 16];
    let (front, back) = bytes.split_at(bytes.len().saturating_sub(16));
    if front.iter().any(|byte| *byte != sign) {
        return Err(Fault::Damaged("a decimal number is too long".to_owned()));
    }
    for (byte, value) in whole.iter_mut().rev().zip(back.iter().rev()) {
        *byte = *value;
    }
    Ok(i128::from_be_bytes(whole))
}

/// The nearest number to `whole` with so many digits behind the point, which is what reading its text gives.
fn decimal(whole: i128, scale: i32) -> f64 {
    // Up to here both sides of the division are exact, so it is rounded once.
    if scale <= 22 && whole.unsigned_abs() <= 1 << 53 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "whole numbers up to 2^53 are exact"
        )]
        let exact = whole as f64;
        return exact / 10_f64.powi(scale);
    }
    format!("{whole}e-{scale}").parse().unwrap_or(f64::NAN)
}

/// A number of two bytes, the lower one first (IEEE 754 binary16).
fn half(bytes: &[u8]) -> f32 {
    let &[low, high] = bytes else {
        return f32::NAN;
    };
    let bits = u16::from_le_bytes([low, high]);
    let (exponent, fraction) = ((bits >> 10) & 0x1F, f32::from(bits & 0x3FF));
    let size = match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction / 1024.0) * 2_f32.powi(i32::from(exponent) - 15),
    };
    if bits >= 0x8000 { -size } else { size }
}

/// A day, as text files have it.
fn date(days: i32) -> String {
    days.checked_add(EPOCH)
        .and_then(NaiveDate::from_num_days_from_ce_opt)
        .map_or_else(|| format!("day {days}"), |date| date.to_string())
}

/// A moment, as text files have it.
fn moment(since: i64, unit: TimeUnit, utc: bool) -> String {
    let moment: Option<DateTime<Utc>> = match unit {
        TimeUnit::MILLIS => DateTime::from_timestamp_millis(since),
        TimeUnit::MICROS => DateTime::from_timestamp_micros(since),
        TimeUnit::NANOS => Some(DateTime::from_timestamp_nanos(since)),
    };
    let zone = if utc { "+00:00" } else { "" };
    moment.map_or_else(
        || format!("moment {since}{zone}"),
        |moment| format!("{}{zone}", moment.format("%Y-%m-%d %H:%M:%S%.f")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_their_text_has() {
        assert_eq!(decimal(12_345, 2).to_bits(), 123.45_f64.to_bits());
        assert_eq!(decimal(-1, 38).to_bits(), (-1e-38_f64).to_bits());
        assert_eq!(wide(&[0xFF, 0x38]).unwrap(), -200);
        assert_eq!(wide(&[0x00, 0xC8]).unwrap(), 200);
        assert_eq!(wide(&[0; 40]).unwrap(), 0);
        assert!(wide(&[1; 17]).is_err());
        // Of IEEE 754: one, the largest, the smallest, minus infinity.
        for (bytes, wanted) in [
            ([0x00, 0x3C], 1.0),
            ([0xFF, 0x7B], 65504.0),
            ([0x01, 0x00], 5.960_464_5e-8),
            ([0x00, 0xFC], f32::NEG_INFINITY),
        ] {
            assert_eq!(half(&bytes).to_bits(), wanted.to_bits());
        }
        assert!(half(&[0x01, 0x7C]).is_nan() && half(&[1]).is_nan());
    }

    #[test]
    fn days_and_moments_are_words() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(-1), "1969-12-31");
        assert_eq!(date(i32::MAX), "day 2147483647");
        assert_eq!(
            moment(1_500, TimeUnit::MILLIS, true),
            "1970-01-01 00:00:01.500+00:00"
        );
        assert_eq!(
            moment(-1_000_000, TimeUnit::MICROS, false),
            "1969-12-31 23:59:59"
        );
        assert_eq!(
            moment(i64::MAX, TimeUnit::MILLIS, false),
            "moment 9223372036854775807"
        );
    }
}
