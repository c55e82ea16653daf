//! Files of values, line by line: CSV, JSON lines and OpenMetrics text.

mod delimiter;
mod draft;
mod json_lines;
mod moment;
mod number;
mod open_metrics;
mod separated;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{MetricPoint, RowError, RowFault};
pub use delimiter::delimiter;
use open_metrics::OpenMetrics;
use separated::Separated;

/// The longest line, and the longest row of several lines, in bytes.
pub const MOST_LINE: usize = 1 << 20;

/// The form of a file of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum MetricsFormat {
    /// Values between commas, semicolons or tabs, and names in the first line.
    Csv,
    /// A JSON object on each line.
    JsonLines,
    /// The text exposition of OpenMetrics 1.0.
    OpenMetrics,
}

impl MetricsFormat {
    /// The one that the ending of a file's name stands for.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "tab" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "om" | "prom" | "openmetrics" => Some(Self::OpenMetrics),
            _ => None,
        }
    }
}

/// Why a file cannot be read at all; nothing of it lands then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is in UTF-16.
    #[error("it is in UTF-16. Save it as UTF-8")]
    Utf16,
    /// It is no text.
    #[error("it is no text")]
    NoText,
    /// The first line of a CSV file lacks a name.
    #[error(
        "its first line names no column {0}. It needs time, metric and value, and may have unit, model, version, deployment, agent and context"
    )]
    NoColumn(&'static str),
    /// Numbers stand where names belong.
    #[error(
        "its first line holds values. Put the names of the columns above them: time, metric, value"
    )]
    NoHeader,
    /// Two columns say the same.
    #[error("two of its columns are {0}. Name one of them otherwise")]
    Twice(String),
    /// A line is too long.
    #[error("line {0} is longer than 1 MiB")]
    LongLine(u32),
    /// A quoted cell does not end.
    #[error(
        "a quoted cell that begins in the row of line {0} does not end within 1 MiB or the file"
    )]
    Unclosed(u32),
    /// There are too many lines.
    #[error("it has more than four thousand million lines")]
    TooManyLines,
}

/// What becomes of rows.
pub(super) type Sink<'a> = &'a mut dyn FnMut(Result<MetricPoint, RowError>);

/// Reads one file. The lines are given one after the other, without their ends.
#[derive(Debug)]
pub struct MetricsReader {
    rows: Rows,
    line: u32,
    seen: bool,
}

#[derive(Debug)]
enum Rows {
    Separated(Separated),
    JsonLines,
    OpenMetrics(OpenMetrics),
}

impl MetricsReader {
    /// For a file of `format`. `taken_at` is when samples of OpenMetrics without a time of their own were taken; they are
    /// refused when it is none.
    #[must_use]
    pub fn new(format: MetricsFormat, taken_at: Option<DateTime<Utc>>) -> Self {
        let rows = match format {
            MetricsFormat::Csv => Rows::Separated(Separated::default()),
            MetricsFormat::JsonLines => Rows::JsonLines,
            MetricsFormat::OpenMetrics => Rows::OpenMetrics(OpenMetrics::new(taken_at)),
        };
        Self {
            rows,
            line: 0,
            seen: false,
        }
    }

    /// The next line. What rows end with it go into `sink`.
    ///
    /// # Errors
    /// [`FileFault`] when the file cannot be read any further.
    pub fn line(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), FileFault> {
        self.line = self.line.checked_add(1).ok_or(FileFault::TooManyLines)?;
        let bytes = if self.line == 1 {
            beginning(bytes)?
        } else {
            bytes
        };
        if bytes.len() > MOST_LINE {
            return Err(FileFault::LongLine(self.line));
        }
        self.seen |= !bytes.trim_ascii().is_empty();
        match &mut self.rows {
            Rows::Separated(rows) => rows.line(self.line, bytes, sink)?,
            Rows::JsonLines => json_lines::line(self.line, text(bytes), sink),
            Rows::OpenMetrics(rows) => rows.line(self.line, text(bytes), sink),
        }
        Ok(())
    }

    /// The end of the file.
    ///
    /// # Errors
    /// [`FileFault`] when it ends where it cannot.
    pub fn end(&mut self, sink: Sink<'_>) -> Result<(), FileFault> {
        if !self.seen {
            return Err(FileFault::Empty);
        }
        match &mut self.rows {
            Rows::Separated(rows) => rows.end(),
            Rows::JsonLines => Ok(()),
            Rows::OpenMetrics(rows) => {
                rows.end(self.line, sink);
                Ok(())
            }
        }
    }

    /// What was left out because it is no measured value, with how many there were.
    #[must_use]
    pub fn left_out(&self) -> BTreeMap<&'static str, u32> {
        match &self.rows {
            Rows::OpenMetrics(rows) => rows.left_out().clone(),
            _ => BTreeMap::new(),
        }
    }
}

/// A line as text.
fn text(bytes: &[u8]) -> Result<&str, RowFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| RowFault::NotText)?;
    Ok(text.strip_suffix('\r').unwrap_or(text))
}

/// The first line behind the mark of its encoding.
fn beginning(bytes: &[u8]) -> Result<&[u8], FileFault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileFault::Utf16);
    }
    if bytes.contains(&0) {
        return Err(FileFault::NoText);
    }
    Ok(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
}

/// The fault of a line that is no text.
fn not_text(line: u32) -> RowError {
    RowError::row(line, RowFault::NotText, "It is not UTF-8.")
}

#[cfg(test)]
mod tests;
