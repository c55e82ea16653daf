//! A row that was not taken.

use serde::{Deserialize, Serialize};

use crate::catalog::visible;

/// The most of a file's text that is repeated to people, in characters.
const MOST_SHOWN: usize = 60;

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RowError {
    /// The line on which the row begins, from 1.
    pub line: u32,
    /// The column, field or label that is at fault, where it is one.
    pub column: Option<String>,
    /// The kind of fault, for programs.
    pub kind: RowFault,
    /// A sentence.
    pub reason: String,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RowFault {
    /// Text where a number belongs.
    NotANumber,
    /// NaN or an infinite value.
    NotFinite,
    /// A time without a zone.
    NoZone,
    /// What is no time.
    BadTime,
    /// Something is not there.
    Missing,
    /// A row of the file or of the table says the same.
    Duplicate,
    /// A row of the file or of the table gives another value for the same moment.
    Conflict,
    /// A name that nothing has.
    UnknownName,
    /// A name that several have.
    AmbiguousName,
    /// Bytes that are no text, or text that a database cannot hold.
    NotText,
    /// What does not follow the form of the file.
    Malformed,
    /// The file ends before it should.
    Unfinished,
}

impl RowError {
    /// A fault of a column.
    pub(super) fn of(line: u32, column: &str, kind: RowFault, reason: String) -> Self {
        Self {
            line,
            column: Some(visible(&shortened(column), &[])),
            kind,
            reason,
        }
    }

    /// A fault of a whole row.
    pub(super) fn row(line: u32, kind: RowFault, reason: impl Into<String>) -> Self {
        Self {
            line,
            column: None,
            kind,
            reason: reason.into(),
        }
    }
}

/// Text of a file in quotes, cut and without what is not seen.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(&shortened(text), &[]))
}

fn shortened(text: &str) -> String {
    let cut: String = text.chars().take(MOST_SHOWN).collect();
    if cut.len() == text.len() {
        cut
    } else {
        cut + "…"
    }
}
