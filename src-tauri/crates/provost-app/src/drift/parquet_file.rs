//! A Parquet file: columns of values in groups of rows.
//!
//! The crate that reads it trusts what a file claims in places, so each claim is bounded before (`compact`, `footer`, `pages`),
//! and what it does not expect and gives up on is told as a damaged file. One column of one group is in memory at a time.

mod compact;
mod footer;
mod kinds;
mod pages;
mod values;

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use parquet::column::reader::get_column_reader;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use provost_core::drift::Sample;

use super::faults::{Fault, checked_names};
use super::reading::Readable;
use crate::error::AppError;
use crate::files::open_file;
use kinds::Told;
use values::{Chunk, Taken};

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

    /// Reads the rows into `sample`, of each the columns at the places `wanted`.
    pub(super) fn read(&self, wanted: &[usize], sample: &mut Sample) -> Result<(), AppError> {
        let file = open_file(&self.path)?;
        guarded(&self.path, || {
            for group in self.footer.row_groups() {
                let rows = u64::try_from(group.num_rows()).map_err(|_| Fault::Rows)?;
                let taken: Vec<(u64, usize)> = (0..rows)
                    .filter_map(|row| Some((row, sample.place()?)))
                    .collect();
                for (column, at) in wanted.iter().enumerate() {
                    self.column(&file, group, *at, &taken, &mut |place, cell| {
                        sample.put(column, place, cell);
                        sample
                            .fits()
                            .map_err(|error| Wrong::Large(error.to_string()))
                    })?;
                }
            }
            Ok(())
        })
    }

    /// One column of one group.
    fn column(
        &self,
        file: &File,
        group: &RowGroupMetaData,
        at: usize,
        taken: &Taken,
        put: &mut dyn FnMut(usize, provost_core::drift::Cell) -> Result<(), Wrong>,
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
            taken,
            levels: &levels,
        };
        chunk.read(get_column_reader(schema.column(leaf.at), pages), put)
    }
}

/// How many rows the groups have in all: no more than can be counted.
fn rows(footer: &ParquetMetaData) -> Result<u32, Fault> {
    footer.row_groups().iter().try_fold(0_u32, |rows, group| {
        u32::try_from(group.num_rows())
            .ok()
            .and_then(|more| rows.checked_add(more))
            .ok_or(Fault::Rows)
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
