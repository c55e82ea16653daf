//! A text file of rows: values between commas, semicolons or tabs, and the names of the columns in the first line.
//!
//! It is read twice, once to see what each column can be read as and once for the values, so that only what is compared has to
//! fit into memory.

use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use provost_core::drift::Sample;
use provost_core::metrics::delimiter;

use super::faults::{Fault, checked_names, line_at};
use super::reading::{self, Readable};
use super::row_by_row::RowByRow;
use crate::error::AppError;
use crate::files::open_file;

/// How much of the beginning is looked at for what kind of file it is.
const BEGINNING: u64 = 8192;

/// The most bytes of a row: a table of the most columns with twenty letters each has a tenth of it.
const ROW: u64 = 1 << 20;

type Rows = csv::Reader<RowByRow>;

/// A file whose rows are whole, and what its columns can be read as.
#[derive(Debug)]
pub(super) struct TextFile {
    path: PathBuf,
    delimiter: u8,
    /// Where the text begins, behind the mark of its encoding.
    start: u64,
    /// The names of the columns.
    pub(super) names: Vec<String>,
    /// What each can be read as.
    pub(super) readable: Vec<Readable>,
}

impl TextFile {
    /// Looks through a file.
    ///
    /// # Errors
    /// What the file lacks, with the line.
    pub(super) fn scan(path: &Path) -> Result<Self, AppError> {
        let (delimiter, start) = beginning(path)?;
        let mut file = Self {
            path: path.to_owned(),
            delimiter,
            start,
            names: Vec::new(),
            readable: Vec::new(),
        };
        let mut rows = file.rows()?;
        file.names = header(rows.headers().map_err(|error| file.fault(&error))?)
            .map_err(|fault| fault.at(path, 1))?;
        let mut readable = vec![Readable::ANYTHING; file.names.len()];
        file.each(&mut rows, |row| {
            for (readable, cell) in readable.iter_mut().zip(row) {
                readable.narrow(cell, file.decimal_comma());
            }
            Ok(())
        })?;
        file.readable = readable;
        Ok(file)
    }

    /// Reads the rows into `sample`, of each the columns at the places `wanted`.
    pub(super) fn read(
        &self,
        wanted: &[usize],
        kinds: &[provost_core::drift::ColumnKind],
        sample: &mut Sample,
    ) -> Result<(), AppError> {
        let mut rows = self.rows()?;
        self.each(&mut rows, |row| {
            let Some(place) = sample.place() else {
                return Ok(());
            };
            for (column, (at, kind)) in wanted.iter().zip(kinds).enumerate() {
                let text = row.get(*at).unwrap_or_default();
                let cell = reading::cell(text, *kind, self.decimal_comma());
                sample.put(column, place, cell);
            }
            sample
                .fits()
                .map_err(|error| AppError::BadInput(format!("{}: {error}.", self.path.display())))
        })
    }

    const fn decimal_comma(&self) -> bool {
        self.delimiter == b';'
    }

    fn rows(&self) -> Result<Rows, AppError> {
        let failed = |source| AppError::Unreadable {
            path: self.path.clone(),
            source,
        };
        let mut file = open_file(&self.path)?;
        file.seek(SeekFrom::Start(self.start)).map_err(failed)?;
        Ok(csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_reader(RowByRow::of(file, ROW)))
    }

    /// Every row, each with as many cells as there are names.
    fn each(
        &self,
        rows: &mut Rows,
        mut done: impl FnMut(&csv::StringRecord) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        rows.headers().map_err(|error| self.fault(&error))?;
        rows.get_ref().begin_row();
        let mut row = csv::StringRecord::new();
        let mut none = true;
        while rows
            .read_record(&mut row)
            .map_err(|error| self.fault(&error))?
        {
            none = false;
            rows.get_ref().begin_row();
            if row.len() != self.names.len() {
                let fault = Fault::Cells {
                    found: row.len(),
                    wanted: self.names.len(),
                };
                return Err(fault.at(&self.path, self.line(row.position())));
            }
            done(&row)?;
        }
        if none {
            return Err(Fault::NoRows.of(&self.path));
        }
        Ok(())
    }

    fn line(&self, position: Option<&csv::Position>) -> u64 {
        let byte = position.map_or(0, csv::Position::byte);
        line_at(&self.path, self.start + byte)
    }

    fn fault(&self, error: &csv::Error) -> AppError {
        match error.kind() {
            csv::ErrorKind::Utf8 { pos, .. } => {
                Fault::Encoding.at(&self.path, self.line(pos.as_ref()))
            }
            csv::ErrorKind::Io(source) if source.kind() == ErrorKind::FileTooLarge => {
                Fault::Long { most: ROW }.of(&self.path)
            }
            csv::ErrorKind::Io(source) => AppError::Unreadable {
                path: self.path.clone(),
                source: std::io::Error::new(source.kind(), source.to_string()),
            },
            _ => AppError::BadInput(format!("{} cannot be read: {error}.", self.path.display())),
        }
    }
}

/// The delimiter, and where the text begins.
fn beginning(path: &Path) -> Result<(u8, u64), AppError> {
    let failed = |source| AppError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    open_file(path)?
        .take(BEGINNING)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::Utf16.of(path));
    }
    if bytes.contains(&0) {
        return Err(Fault::NoText.of(path));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF");
    let start = if text.is_some() { 3 } else { 0 };
    let text = text.unwrap_or(&bytes);
    if text.trim_ascii().is_empty() {
        return Err(Fault::Empty.of(path));
    }
    Ok((delimiter(text), start))
}

/// The names, which must be there and differ.
fn header(row: &csv::StringRecord) -> Result<Vec<String>, Fault> {
    let names: Vec<String> = row.iter().map(|name| name.trim().to_owned()).collect();
    if names.iter().all(|name| name.parse::<f64>().is_ok()) {
        return Err(Fault::NoHeader);
    }
    checked_names(names.iter().map(String::as_str))?;
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &[u8]) -> Result<TextFile, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, text).unwrap();
        TextFile::scan(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn a_row_that_never_ends_is_refused_and_long_ones_are_not() {
        let row = format!("{}\n", "x".repeat(1 << 19));
        assert!(scanned(format!("a\n{}", row.repeat(8)).as_bytes()).is_ok());
        for text in [
            format!("a\n\"{}", row.repeat(8)),
            format!("a\n{}", ",".repeat(2 << 20)),
            format!("\"a{}", row.repeat(8)),
        ] {
            let message = scanned(text.as_bytes()).unwrap_err();
            assert!(
                message.contains("a row is longer than 1048576 bytes"),
                "{message}"
            );
        }
    }

    #[test]
    fn too_many_columns_are_refused_before_they_are_compared_with_each_other() {
        let names = |many: usize| (0..many).map(|at| format!("c{at}")).collect::<Vec<_>>();
        let text = |many| format!("{}\n{}\n", names(many).join(","), vec!["1"; many].join(","));
        assert_eq!(scanned(text(4096).as_bytes()).unwrap().names.len(), 4096);
        let message = scanned(text(100_000).as_bytes()).unwrap_err();
        assert!(
            message.contains("it names 100000 columns, and at most 4096"),
            "{message}"
        );
    }
}
