//! Values between commas, semicolons or tabs, as RFC 4180 quotes them, and the names of the columns in the first row.

use csv_core::ReadRecordResult;

use super::delimiter::delimiter;
use super::draft::{Draft, Field};
use super::{FileFault, MOST_LINE, Sink};
use crate::metrics::{MetricPoint, RowError, RowFault};

/// The most cells of a row.
const MOST_CELLS: usize = 1_024;

/// A file as far as it is read.
#[derive(Debug, Default)]
pub(super) struct Separated {
    parser: Option<Parser>,
    columns: Vec<(String, Field)>,
    /// The line on which the row began that is not whole yet.
    began: Option<u32>,
}

#[derive(Debug)]
struct Parser {
    delimiter: u8,
    reader: Box<csv_core::Reader>,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    ended: usize,
}

impl Separated {
    pub(super) fn line(
        &mut self,
        line: u32,
        bytes: &[u8],
        sink: Sink<'_>,
    ) -> Result<(), FileFault> {
        let blank = bytes.trim_ascii().is_empty();
        if self.began.is_none() && blank {
            return Ok(());
        }
        let began = *self.began.get_or_insert(line);
        let parser = self
            .parser
            .get_or_insert_with(|| Parser::new(delimiter(bytes)));
        let mut rest = bytes;
        // The end of the line is given last, and a row that is whole may begin another one before it.
        for part in [None, Some(b"\n".as_slice())] {
            rest = part.unwrap_or(rest);
            while !rest.is_empty() {
                let (whole, read) = parser.read(rest).ok_or(FileFault::Unclosed(began))?;
                rest = rest.get(read..).unwrap_or_default();
                if !whole {
                    break;
                }
                let cells = parser.cells();
                if self.columns.is_empty() {
                    self.columns = columns(cells)?;
                } else if let Some(point) = point(began, &self.columns, parser.delimiter, cells) {
                    sink(point);
                }
                parser.begin();
                self.began = None;
            }
        }
        if parser.is_empty() {
            self.began = None;
        } else {
            self.began = Some(began);
        }
        Ok(())
    }

    pub(super) fn end(&self) -> Result<(), FileFault> {
        match self.began {
            Some(line) => Err(FileFault::Unclosed(line)),
            None => Ok(()),
        }
    }
}

impl Parser {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            reader: Box::new(csv_core::ReaderBuilder::new().delimiter(delimiter).build()),
            text: vec![0; 1_024],
            ends: vec![0; 64],
            written: 0,
            ended: 0,
        }
    }

    /// Takes bytes; whether a row is whole, and how many were taken. None where a row is too long.
    fn read(&mut self, bytes: &[u8]) -> Option<(bool, usize)> {
        let mut taken = 0;
        loop {
            let (result, read, written, ended) = self.reader.read_record(
                bytes.get(taken..)?,
                self.text.get_mut(self.written..)?,
                self.ends.get_mut(self.ended..)?,
            );
            taken += read;
            self.written += written;
            self.ended += ended;
            match result {
                ReadRecordResult::Record => return Some((true, taken)),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    return Some((false, taken));
                }
                ReadRecordResult::OutputFull if self.text.len() <= MOST_LINE => {
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return None,
            }
        }
    }

    /// The cells of the row that is whole.
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let ends = self.ends.get(..self.ended).unwrap_or_default();
        let begins = std::iter::once(0).chain(ends.iter().copied());
        begins
            .zip(ends)
            .map(|(begin, end)| self.text.get(begin..*end).unwrap_or_default())
    }

    const fn begin(&mut self) {
        self.written = 0;
        self.ended = 0;
    }

    const fn is_empty(&self) -> bool {
        self.written == 0 && self.ended == 0
    }
}

/// What each column holds.
fn columns<'a>(cells: impl Iterator<Item = &'a [u8]>) -> Result<Vec<(String, Field)>, FileFault> {
    let names = cells.map(|cell| std::str::from_utf8(cell).map(|name| name.trim().to_owned()));
    let names: Vec<String> = names
        .collect::<Result<_, _>>()
        .map_err(|_| FileFault::NoText)?;
    if names.iter().any(|name| name.parse::<f64>().is_ok()) {
        return Err(FileFault::NoHeader);
    }
    let columns: Vec<(String, Field)> = names
        .into_iter()
        .map(|name| {
            let field = Field::of(&name);
            (name, field)
        })
        .collect();
    for (at, (name, field)) in columns.iter().enumerate() {
        let same = |(other, of): &(String, Field)| match field {
            Field::Other => other == name,
            _ => of == field,
        };
        if columns.iter().take(at).any(same) {
            let told = if *field == Field::Other {
                name
            } else {
                field.name()
            };
            return Err(FileFault::Twice(told.to_owned()));
        }
    }
    for wanted in [Field::Time, Field::Metric, Field::Value] {
        if !columns.iter().any(|(_, field)| *field == wanted) {
            return Err(FileFault::NoColumn(wanted.name()));
        }
    }
    Ok(columns)
}

/// A row; none for one of empty cells only.
fn point<'a>(
    line: u32,
    columns: &[(String, Field)],
    delimiter: u8,
    cells: impl Iterator<Item = &'a [u8]>,
) -> Option<Result<MetricPoint, RowError>> {
    let mut draft = Draft::new(line, delimiter == b';');
    let mut count = 0;
    let mut fault = None;
    let mut empty = true;
    let mut names = columns.iter();
    for cell in cells {
        count += 1;
        let Some((name, field)) = names.next() else {
            continue;
        };
        empty &= cell.trim_ascii().is_empty();
        if fault.is_some() {
            continue;
        }
        fault = if let Ok(text) = std::str::from_utf8(cell) {
            draft.text(*field, name, text).err()
        } else {
            let reason = "It is not UTF-8.".to_owned();
            Some(RowError::of(line, name, RowFault::NotText, reason))
        };
    }
    if count != columns.len() {
        let reason = format!(
            "It has {count} cells and the first row has {} names. Mend the row, or quote a cell that holds the delimiter.",
            columns.len()
        );
        return Some(Err(RowError::row(line, RowFault::Malformed, reason)));
    }
    if empty {
        return None;
    }
    Some(fault.map_or_else(|| draft.finish(), Err))
}
