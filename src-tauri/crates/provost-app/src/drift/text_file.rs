//! A text file of rows: values between commas, semicolons or tabs, and the names of the columns in the first line.
//!
//! It is read twice, once to see what each column can be read as and once for the values, so that only what is compared has to
//! fit into memory.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use provost_core::drift::Sample;

use super::faults::{Fault, line_at};
use super::reading::{self, Readable};
use crate::error::AppError;

/// How much of the beginning is looked at for what kind of file it is.
const BEGINNING: u64 = 8192;

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
                return;
            };
            for (column, (at, kind)) in wanted.iter().zip(kinds).enumerate() {
                let text = row.get(*at).unwrap_or_default();
                let cell = reading::cell(text, *kind, self.decimal_comma());
                sample.put(column, place, cell);
            }
        })
    }

    const fn decimal_comma(&self) -> bool {
        self.delimiter == b';'
    }

    fn rows(&self) -> Result<csv::Reader<BufReader<File>>, AppError> {
        let failed = |source| AppError::Unreadable {
            path: self.path.clone(),
            source,
        };
        let mut file = File::open(&self.path).map_err(failed)?;
        file.seek(SeekFrom::Start(self.start)).map_err(failed)?;
        Ok(csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .flexible(true)
            .from_reader(BufReader::new(file)))
    }

    /// Every row, each with as many cells as there are names.
    fn each(
        &self,
        rows: &mut csv::Reader<BufReader<File>>,
        mut done: impl FnMut(&csv::StringRecord),
    ) -> Result<(), AppError> {
        let mut row = csv::StringRecord::new();
        let mut none = true;
        while rows
            .read_record(&mut row)
            .map_err(|error| self.fault(&error))?
        {
            none = false;
            if row.len() != self.names.len() {
                let fault = Fault::Cells {
                    found: row.len(),
                    wanted: self.names.len(),
                };
                return Err(fault.at(&self.path, self.line(row.position())));
            }
            done(&row);
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
    let file = File::open(path).map_err(failed)?;
    file.take(BEGINNING)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.starts_with(b"PAR1") {
        return Err(Fault::Parquet.of(path));
    }
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

/// Whichever of comma, semicolon and tab stands most often in the first line outside of quotes.
fn delimiter(text: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    for byte in text.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some((_, count)) = counts.iter_mut().find(|(one, _)| one == byte) {
                    *count += 1;
                }
            }
        }
    }
    let mut best = (b',', 0);
    for (one, count) in counts {
        if count > best.1 {
            best = (one, count);
        }
    }
    best.0
}

/// The names, which must be there and differ.
fn header(row: &csv::StringRecord) -> Result<Vec<String>, Fault> {
    let names: Vec<String> = row.iter().map(|name| name.trim().to_owned()).collect();
    if names.iter().all(|name| name.parse::<f64>().is_ok()) {
        return Err(Fault::NoHeader);
    }
    for (at, name) in names.iter().enumerate() {
        if name.is_empty() {
            return Err(Fault::Unnamed { column: at + 1 });
        }
        if names.iter().take(at).any(|other| other == name) {
            return Err(Fault::Twice { name: name.clone() });
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_stands_most_often_outside_of_quotes() {
        for (text, wanted) in [
            ("a,b;c,d\n;;;;", b','),
            ("\"a,b,c\";d\r\n", b';'),
            ("a\tb", b'\t'),
            ("alone", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), wanted, "{text}");
        }
    }
}
