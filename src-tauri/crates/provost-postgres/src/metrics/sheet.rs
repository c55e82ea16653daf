//! Rows of a file in the binary form of COPY. What they were measured of and what they measure repeats from row to row, so
//! that each row carries two numbers for it, and the names go to the server once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use provost_core::metrics::{MetricPoint, PointScope};

/// What the binary form begins with: its signature, no flags, no extension.
const HEADER: &[u8] = b"PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0";

/// What it ends with.
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// The columns of a row.
const COLUMNS: [u8; 2] = 6_i16.to_be_bytes();

/// 2000-01-01 in microseconds since 1970: from there PostgreSQL counts.
const EPOCH: i64 = 946_684_800_000_000;

/// The version of the binary form of `jsonb`.
const JSONB: u8 = 1;

/// The most different things that the rows of one file may be of.
const MOST_SCOPES: usize = 100_000;

/// The most different metrics and units that the rows of one file may have.
const MOST_KINDS: usize = 10_000;

/// The most pairs of a scope and a kind of which it is kept whether their rows follow each other.
const MOST_FOLLOWED: usize = 1_000_000;

/// Rows on their way.
#[derive(Debug, Default)]
pub struct Sheet {
    bytes: Vec<u8>,
    begun: bool,
    numbers: HashMap<PointScope, i32>,
    kinds: HashMap<String, HashMap<Option<String>, i32>>,
    latest: HashMap<(i32, i32), i64>,
    names: Names,
}

/// What the rows of a sheet have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// What they were measured of; a row gives the place here.
    pub(super) scopes: Vec<PointScope>,
    /// What they measure and in which unit; a row gives the place here.
    pub(super) kinds: Vec<(String, Option<String>)>,
    /// When the earliest and the latest were measured.
    pub(super) span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Whether two rows of the same scope and kind may be of the same moment: they do not all follow each other in time.
    pub(super) may_repeat: bool,
    /// How many rows there are.
    pub rows: u32,
}

/// A file speaks of more different things than an import keeps in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "It speaks of more than 100000 different models, deployments and agents, or of more than 10000 different metrics. Split it."
)]
pub struct TooMany;

impl Sheet {
    /// Adds a row.
    ///
    /// # Errors
    /// [`TooMany`] different names.
    pub fn push(&mut self, point: &MetricPoint) -> Result<(), TooMany> {
        let scope = self.scope(&point.scope)?;
        let kind = self.kind(&point.metric, point.unit.as_ref())?;
        let micros = point.at.timestamp_micros();
        self.follow((scope, kind), micros);
        let span = self.names.span.get_or_insert((point.at, point.at));
        *span = (span.0.min(point.at), span.1.max(point.at));
        self.names.rows = self.names.rows.saturating_add(1);
        self.begin();
        self.bytes.extend(COLUMNS);
        let line = i32::from_be_bytes(point.line.to_be_bytes());
        for number in [line, scope, kind] {
            self.field(&number.to_be_bytes());
        }
        self.field(&(micros - EPOCH).to_be_bytes());
        self.field(&point.value.to_be_bytes());
        match &point.context {
            None => self.bytes.extend((-1_i32).to_be_bytes()),
            Some(text) => {
                self.length(text.len() + 1);
                self.bytes.push(JSONB);
                self.bytes.extend(text.as_bytes());
            }
        }
        Ok(())
    }

    /// How many bytes wait to be sent.
    #[must_use]
    pub const fn waiting(&self) -> usize {
        self.bytes.len()
    }

    /// The bytes that wait.
    pub fn take(&mut self) -> Vec<u8> {
        let size = self.bytes.capacity();
        std::mem::replace(&mut self.bytes, Vec::with_capacity(size))
    }

    /// The last bytes, and the names.
    #[must_use]
    pub fn end(mut self) -> (Vec<u8>, Names) {
        self.begin();
        self.bytes.extend(TRAILER);
        (self.bytes, self.names)
    }

    /// Keeps whether rows of one scope and kind follow each other in time, as long as there are not too many of them.
    fn follow(&mut self, of: (i32, i32), micros: i64) {
        if self.names.may_repeat {
            return;
        }
        let latest = self.latest.insert(of, micros);
        self.names.may_repeat =
            latest.is_some_and(|latest| latest >= micros) || self.latest.len() > MOST_FOLLOWED;
    }

    fn begin(&mut self) {
        if !self.begun {
            self.bytes.extend(HEADER);
            self.begun = true;
        }
    }

    fn field(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.bytes.extend(bytes);
    }

    fn length(&mut self, length: usize) {
        // A reader gives no field of more than a few KiB.
        let length = i32::try_from(length).unwrap_or(i32::MAX);
        self.bytes.extend(length.to_be_bytes());
    }

    fn scope(&mut self, scope: &PointScope) -> Result<i32, TooMany> {
        if let Some(number) = self.numbers.get(scope) {
            return Ok(*number);
        }
        let number = next(self.names.scopes.len(), MOST_SCOPES)?;
        self.names.scopes.push(scope.clone());
        self.numbers.insert(scope.clone(), number);
        Ok(number)
    }

    fn kind(&mut self, metric: &str, unit: Option<&String>) -> Result<i32, TooMany> {
        let unit = unit.cloned();
        if let Some(number) = self.kinds.get(metric).and_then(|units| units.get(&unit)) {
            return Ok(*number);
        }
        let number = next(self.names.kinds.len(), MOST_KINDS)?;
        self.names.kinds.push((metric.to_owned(), unit.clone()));
        let units = self.kinds.entry(metric.to_owned()).or_default();
        units.insert(unit, number);
        Ok(number)
    }
}

fn next(length: usize, most: usize) -> Result<i32, TooMany> {
    if length >= most {
        return Err(TooMany);
    }
    i32::try_from(length).map_err(|_| TooMany)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    fn point(line: u32, seconds: i64, model: &str) -> MetricPoint {
        MetricPoint {
            line,
            metric: "latency".to_owned(),
            value: 0.5,
            unit: None,
            at: Utc.timestamp_opt(seconds, 0).unwrap(),
            scope: PointScope {
                model: Some(model.to_owned()),
                ..PointScope::default()
            },
            context: Some("{}".to_owned()),
        }
    }

    /// The bytes are those of the chapter "COPY" of PostgreSQL's documentation, section "Binary Format".
    #[test]
    fn a_row_is_written_as_the_server_reads_it() {
        let mut sheet = Sheet::default();
        sheet.push(&point(7, 946_684_801, "a")).unwrap();
        let (bytes, names) = sheet.end();
        let mut wanted = b"PGCOPY\n\xFF\r\n\0".to_vec();
        wanted.extend([0; 8]);
        wanted.extend([0, 6]);
        wanted.extend([0, 0, 0, 4, 0, 0, 0, 7]);
        wanted.extend([0, 0, 0, 4, 0, 0, 0, 0]);
        wanted.extend([0, 0, 0, 4, 0, 0, 0, 0]);
        wanted.extend([0, 0, 0, 8, 0, 0, 0, 0, 0, 0x0F, 0x42, 0x40]);
        wanted.extend([0, 0, 0, 8, 0x3F, 0xE0, 0, 0, 0, 0, 0, 0]);
        wanted.extend([0, 0, 0, 3, 1, b'{', b'}']);
        wanted.extend([0xFF, 0xFF]);
        assert_eq!(bytes, wanted);
        assert_eq!((names.rows, names.scopes.len()), (1, 1));
        assert_eq!(Sheet::default().end().0.len(), HEADER.len() + 2);
    }

    #[test]
    fn rows_that_follow_each_other_cannot_repeat() {
        let may_repeat = |rows: &[(i64, &str)]| {
            let mut sheet = Sheet::default();
            for (seconds, model) in rows {
                sheet.push(&point(1, *seconds, model)).unwrap();
            }
            sheet.end().1.may_repeat
        };
        assert!(!may_repeat(&[(1, "a"), (1, "b"), (2, "a"), (2, "b")]));
        assert!(may_repeat(&[(1, "a"), (1, "a")]));
        assert!(may_repeat(&[(2, "a"), (1, "a")]));
    }

    #[test]
    fn the_names_of_a_file_are_bounded() {
        assert_eq!(next(MOST_SCOPES, MOST_SCOPES), Err(TooMany));
        assert_eq!(next(0, MOST_SCOPES), Ok(0));
    }
}
