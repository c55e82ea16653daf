//! What can be wrong with a file of values, told with the line and with what to do.

use std::collections::BTreeSet;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::error::AppError;

/// The most columns: PostgreSQL has at most 1,664 in an answer.
pub(super) const MOST_COLUMNS: usize = 4096;

/// What is wrong.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("it is empty. It needs a line with the names of the columns and a row below it")]
    Empty,
    #[error("it has names of columns and no row. It needs a row at least")]
    NoRows,
    #[error("it is in UTF-16. Save it as UTF-8")]
    Utf16,
    #[error("it is no text. A file of values is CSV in UTF-8")]
    NoText,
    #[error("the text is not UTF-8. Save the file as UTF-8")]
    Encoding,
    #[error(
        "numbers stand where the names of the columns belong. Put a line with the names above them"
    )]
    NoHeader,
    #[error("column {column} has no name. Name it")]
    Unnamed { column: usize },
    #[error(
        "it names {found} columns, and at most {most} are compared. Leave out those that matter least"
    )]
    Columns { found: usize, most: usize },
    #[error(
        "a row is longer than {most} bytes. Mend a quote that nothing closes, or leave out what is no value"
    )]
    Long { most: u64 },
    #[error("its end is not that of a Parquet file. It is cut off: write or copy it again")]
    Cut,
    #[error("it is an encrypted Parquet file, which is not read. Write it without encryption")]
    Encrypted,
    #[error(
        "its footer has more than {most} bytes. Write it with fewer columns or larger groups of rows"
    )]
    Footer { most: u64 },
    #[error("it has more than {most} groups of rows. Write it with larger ones")]
    Groups { most: usize },
    #[error(
        "its columns and its footer tell different numbers of rows. It is damaged: write it again"
    )]
    Rows,
    #[error("it has more than {most} rows. Split it, or compare a part of it")]
    RowsMost { most: u32 },
    #[error("it was not read to its end, since the comparison was given up")]
    Stopped,
    #[error("it cannot be read, since {0}. It may be damaged: write it again")]
    Damaged(String),
    #[error("two columns are named {name:?}. Name one of them otherwise")]
    Twice { name: String },
    #[error(
        "it has {found} cells and the first line has {wanted} names. Mend the row, or quote a cell that holds the delimiter"
    )]
    Cells { found: usize, wanted: usize },
}

impl Fault {
    /// Of what the crate that reads Parquet says, in one line and not without end.
    pub(super) fn damaged(error: &parquet::errors::ParquetError) -> Self {
        let text: String = error.to_string().chars().take(200).collect();
        let text: Vec<&str> = text.split(|one: char| one.is_control()).collect();
        let text = text.join(" ");
        Self::Damaged(text.trim_end_matches('.').to_owned())
    }

    /// Of a whole file.
    pub(super) fn of(&self, path: &Path) -> AppError {
        AppError::BadInput(format!("{}: {self}.", path.display()))
    }

    /// Of a line of a file.
    pub(super) fn at(&self, path: &Path, line: u64) -> AppError {
        AppError::BadInput(format!("{}, line {line}: {self}.", path.display()))
    }
}

/// The names of columns, which must be there and differ, and must not be too many.
pub(super) fn checked_names<'a>(
    names: impl ExactSizeIterator<Item = &'a str>,
) -> Result<(), Fault> {
    if names.len() > MOST_COLUMNS {
        return Err(Fault::Columns {
            found: names.len(),
            most: MOST_COLUMNS,
        });
    }
    let mut seen = BTreeSet::new();
    for (at, name) in names.enumerate() {
        if name.is_empty() {
            return Err(Fault::Unnamed { column: at + 1 });
        }
        if !seen.insert(name) {
            return Err(Fault::Twice {
                name: name.to_owned(),
            });
        }
    }
    Ok(())
}

/// The line in which a row stands whose record begins at a byte, counted from 1. A reader counts a record from the end of the
/// one before it, so blank lines and half a line end may stand in between.
pub(super) fn line_at(path: &Path, byte: u64) -> u64 {
    let Ok(file) = std::fs::File::open(path) else {
        return 1;
    };
    let mut line = 1;
    for (at, read) in (0_u64..).zip(BufReader::new(file).bytes()) {
        match read {
            Ok(b'\n') => line += 1,
            Ok(b'\r') => {}
            Ok(_) if at < byte => {}
            _ => break,
        }
    }
    line
}
