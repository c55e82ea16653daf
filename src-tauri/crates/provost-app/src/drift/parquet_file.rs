//! A Parquet file: columns of values in groups of rows.
//!
//! The crate that reads it trusts what a file claims in places, so each claim is bounded before (`compact`, `footer`, `pages`),
//! and what it does not expect and gives up on is told as a damaged file. One column of one group is in memory at a time.

mod compact;
mod footer;
mod kinds;
mod lists;
mod pages;
mod shapes;
mod values;

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use parquet::column::reader::get_column_reader;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use provost_core::drift::{Sample, SampleTooLarge};

use super::faults::{Fault, checked_names};
use super::reading::Readable;
use crate::error::AppError;
use crate::files::open_file;
use kinds::Told;
use values::{Chunk, Each};

/// The most rows of a file. A few bytes can say that there are any number, and each is looked at.
const ROWS: u32 = 1 << 28;

/// A file whose footer was read.
#[derive(Debug)]
pub(super) struct ParquetFile {
    path: PathBuf,
    footer: ParquetMetaData,
    columns: Vec<Told>,
}

impl ParquetFile {
    /// Whether a file begins as one does, whatever its name ends in.
    pub(super) fn begins(path: &Path) -> Result<bool, AppError> {
        let mut bytes = Vec::new();
        let most = u64::try_from(footer::MAGIC.len()).unwrap_or_default();
        let read = open_file(path)?.take(most).read_to_end(&mut bytes);
        read.map_err(|source| AppError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Ok(bytes == footer::MAGIC)
    }

    /// Looks through a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn scan(path: &Path) -> Result<Self, AppError> {
        let mut file = open_file(path)?;
        guarded(path, || {
            let footer = footer::read(&mut file)?;
            let columns = kinds::columns(&footer);
            checked_names(columns.iter().map(|one| one.name.as_str()))?;
            match rows(&footer)? {
                0 => Err(Fault::NoRows.into()),
                _ => Ok(Self {
                    path: path.to_owned(),
                    footer,
                    columns,
                }),
            }
        })
    }

    /// The columns of the first level, and what each can be read as; the reason where it is not compared.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, Result<Readable, String>)> {
        self.columns.iter().map(|one| {
            let readable = one.leaf.as_ref().map(kinds::Leaf::readable);
            (one.name.as_str(), readable.map_err(Clone::clone))
        })
    }

    /// Reads the rows into `sample`, of each the columns at the places `wanted`, until `stop` is set.
    pub(super) fn read(
        &self,
        wanted: &[usize],
        sample: &mut Sample,
        stop: &AtomicBool,
    ) -> Result<(), AppError> {
        let file = open_file(&self.path)?;
        guarded(&self.path, || {
            self.footer
                .row_groups()
                .iter()
                .try_for_each(|group| self.group(&file, group, wanted, sample, stop))
        })
    }

    /// One group of rows. Which rows are taken the first column tells while it is read, so that a row has to be there to be asked
    /// for.
    fn group(
        &self,
        file: &File,
        group: &RowGroupMetaData,
        wanted: &[usize],
        sample: &mut Sample,
        stop: &AtomicBool,
    ) -> Result<(), Wrong> {
        let large = |error: SampleTooLarge| Wrong::Large(error.to_string());
        let mut taken: Vec<(u64, usize)> = Vec::new();
        let mut columns = wanted.iter().enumerate();
        let Some((first, at)) = columns.next() else {
            return uncompared(group, sample, stop);
        };
        self.column(file, group, *at, stop, &mut |row, cell| {
            let Some(place) = sample.place() else {
                return Ok(());
            };
            taken.push((row, place));
            sample.put(first, place, cell()?);
            sample.fits().map_err(large)
        })?;
        for (column, at) in columns {
            let mut rows = taken.iter().peekable();
            self.column(file, group, *at, stop, &mut |row, cell| {
                let Some((_, place)) = rows.next_if(|(next, _)| *next == row) else {
                    return Ok(());
                };
                sample.put(column, *place, cell()?);
                sample.fits().map_err(large)
            })?;
        }
        Ok(())
    }

    /// One column of one group.
    fn column(
        &self,
        file: &File,
        group: &RowGroupMetaData,
        at: usize,
        stop: &AtomicBool,
        put: &mut Each<'_, Wrong>,
    ) -> Result<(), Wrong> {
        let Some(Ok(leaf)) = self.columns.get(at).map(|one| &one.leaf) else {
            return Ok(());
        };
        let chunk = group.columns().get(leaf.at).ok_or(Fault::Rows)?;
        let levels = Arc::new(AtomicUsize::new(0));
        let rows = usize::try_from(group.num_rows()).map_err(|_| Fault::Rows)?;
        let pages = pages::open(file, chunk, rows, Arc::clone(&levels))
            .map_err(|error| Fault::damaged(&error))?;
        let schema = self.footer.file_metadata().schema_descr();
        let chunk = Chunk {
            leaf: *leaf,
            rows: u64::try_from(rows).unwrap_or_default(),
            levels: &levels,
            stop,
        };
        chunk.read(get_column_reader(schema.column(leaf.at), pages), put)
    }
}

/// The rows of a group of which no column is compared are counted, as the footer has them.
fn uncompared(
    group: &RowGroupMetaData,
    sample: &mut Sample,
    stop: &AtomicBool,
) -> Result<(), Wrong> {
    for row in 0..group.num_rows() {
        if row % 8192 == 0 && stop.load(Ordering::Relaxed) {
            return Err(Fault::Stopped.into());
        }
        sample.place();
    }
    Ok(())
}

/// How many rows the groups have in all: no more than are read.
fn rows(footer: &ParquetMetaData) -> Result<u32, Fault> {
    footer.row_groups().iter().try_fold(0_u32, |rows, group| {
        let more = u64::try_from(group.num_rows()).map_err(|_| Fault::Rows)?;
        u32::try_from(more.saturating_add(rows.into()))
            .ok()
            .filter(|rows| *rows <= ROWS)
            .ok_or(Fault::RowsMost { most: ROWS })
    })
}

/// What is wrong while reading: with the file, or with how much is asked for.
enum Wrong {
    File(Fault),
    Large(String),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::File(fault)
    }
}

/// Does work on a file; where the reading crate gives up with a panic, the file is damaged.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, Wrong>) -> Result<T, AppError> {
    let done = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Fault::Damaged("it contradicts itself".to_owned()).into()));
    done.map_err(|wrong| match wrong {
        Wrong::File(fault) => fault.of(path),
        Wrong::Large(text) => AppError::BadInput(format!("{}: {text}.", path.display())),
    })
}

#[cfg(test)]
mod tests;
