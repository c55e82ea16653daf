//! A file as it is read row by row, of which no row may be endless.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, Error, ErrorKind, Read, Result};

/// Gives the bytes of a file as long as rows keep ending in them.
#[derive(Debug)]
pub(super) struct RowByRow {
    file: BufReader<File>,
    most: u64,
    /// How many bytes were given since a row began.
    given: Cell<u64>,
}

impl RowByRow {
    /// The bytes of `file` from where it stands, in rows of at most `most` bytes each (and what a reader reads ahead).
    pub(super) fn of(file: File, most: u64) -> Self {
        Self {
            file: BufReader::new(file),
            most,
            given: Cell::new(0),
        }
    }

    /// A row has ended, and the next begins.
    pub(super) fn begin_row(&self) {
        self.given.set(0);
    }
}

impl Read for RowByRow {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.given.get() > self.most {
            return Err(Error::from(ErrorKind::FileTooLarge));
        }
        let read = self.file.read(into)?;
        let more = u64::try_from(read).unwrap_or(u64::MAX);
        self.given.set(self.given.get().saturating_add(more));
        Ok(read)
    }
}
