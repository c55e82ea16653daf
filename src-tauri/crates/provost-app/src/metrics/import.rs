//! A file of values on its way into a database: read on a thread of its own, sent on while it is read.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use provost_core::metrics::{
    FileFault, IMPORT_SCHEMA, ImportProgress, MOST_LINE, MOST_TOLD, MetricPoint, MetricsFormat,
    MetricsImport, MetricsReader, RowError,
};
use provost_postgres::metrics::{Begun, Landing, Names, Refused, Sheet};
use tokio::sync::mpsc;

use crate::connections::Opened;
use crate::error::AppError;
use crate::files::open_file;
use crate::metrics::Stop;
use crate::registry::Acting;
use crate::secrets::blocking;

/// How many bytes are sent at once.
const CHUNK: usize = 256 << 10;

/// How many chunks may wait to be sent.
const WAITING: usize = 4;

/// Every how many rows it is told how far it is.
const TOLD_ROWS: u32 = 50_000;

/// Every how many rows it is looked whether anybody still wants them: refused ones are not sent to anybody who could say so.
const LOOKED_ROWS: u32 = 1_000;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRequest {
    /// The file.
    pub path: PathBuf,
    /// What it is; its ending says so when it is none.
    pub format: Option<MetricsFormat>,
    /// Whether one refused row keeps all others out.
    pub all_or_nothing: bool,
    /// When samples of OpenMetrics without a time of their own were taken.
    pub taken_at: Option<DateTime<Utc>>,
}

type Told = Arc<dyn Fn(ImportProgress) + Send + Sync>;

/// Imports a file: good rows land, bad ones are told with their line and the reason. Dropped or failed, it leaves nothing.
///
/// # Errors
/// [`AppError::BadInput`] for a file that cannot be read at all, [`AppError::NotFound`] when a pack, a right or the person who
/// acts is missing.
pub async fn import(
    acting: &Acting,
    request: &ImportRequest,
    progress: impl Fn(ImportProgress) + Send + Sync + 'static,
) -> Result<MetricsImport, AppError> {
    import_until(acting, request, &Stop::default(), progress).await
}

/// Imports a file unless it is asked to stop before everything is there.
///
/// # Errors
/// Those of [`import`], and [`AppError::Cancelled`] when it stopped in time and left nothing.
pub async fn import_until(
    acting: &Acting,
    request: &ImportRequest,
    stop: &Stop,
    progress: impl Fn(ImportProgress) + Send + Sync + 'static,
) -> Result<MetricsImport, AppError> {
    let format = format(request)?;
    let told: Told = Arc::new(progress);
    let Opened { database, profile } = &acting.opened;
    let mut landing = match Landing::begin(database, profile, acting.person).await? {
        Begun::Ready(landing) => landing,
        Begun::Hindered(reason) => return Err(AppError::NotFound(reason)),
    };
    let (read, names) = read_and_copy(&mut landing, request, format, Arc::clone(&told)).await?;
    let tell = |step: &str, refused| {
        told(ImportProgress {
            step: step.to_owned(),
            rows: read.rows,
            refused,
        });
    };
    tell("Looking for what the table has already", read.refused.count);
    let refused = merged(read.refused, landing.judge(&names).await?);
    let keep_out = request.all_or_nothing && refused.count > 0;
    let landed = if keep_out || names.rows == 0 {
        0
    } else {
        if !stop.begin_adding() {
            return Err(AppError::Cancelled);
        }
        tell("Adding the rows", refused.count);
        let added = landing.add().await?;
        if stop.is_asked() {
            return Err(AppError::Cancelled);
        }
        landing.commit().await?;
        added
    };
    Ok(MetricsImport {
        schema: IMPORT_SCHEMA.to_owned(),
        file: request.path.display().to_string(),
        format,
        rows: read.rows,
        landed: u32::try_from(landed).unwrap_or(u32::MAX),
        notes: notes(read.left_out, keep_out, &refused),
        refused_count: refused.count,
        duplicates: refused.duplicates,
        refused: refused.rows,
        all_or_nothing: request.all_or_nothing,
    })
}

fn format(request: &ImportRequest) -> Result<MetricsFormat, AppError> {
    let ending = request.path.extension().and_then(|ending| ending.to_str());
    request
        .format
        .or_else(|| MetricsFormat::of_ending(ending.unwrap_or_default()))
        .ok_or_else(|| {
            AppError::BadInput(format!(
                "The ending of {} does not tell what it is. Say whether it is CSV, JSON lines or OpenMetrics, on the command line with --input.",
                request.path.display()
            ))
        })
}

/// What was read of a file.
struct FileRead {
    rows: u32,
    refused: Refused,
    left_out: Vec<String>,
}

async fn read_and_copy(
    landing: &mut Landing,
    request: &ImportRequest,
    format: MetricsFormat,
    told: Told,
) -> Result<(FileRead, Names), AppError> {
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let path = request.path.clone();
    let reader = MetricsReader::new(format, request.taken_at);
    let reading = blocking(move || Reading::new(sender, told).all(&path, reader));
    let copying = async {
        let copied = landing.copy(&mut receiver).await;
        // Whoever still reads for nothing is told.
        receiver.close();
        copied
    };
    let (read, copied) = tokio::join!(reading, copying);
    // A file that broke off is the cause when both failed.
    let read = read??;
    copied?;
    Ok(read)
}

/// A file that is being read.
struct Reading {
    sheet: Sheet,
    rows: u32,
    refused: Refused,
    sender: mpsc::Sender<Vec<u8>>,
    told: Told,
}

/// Why reading ended early.
enum Stopped {
    File(FileFault),
    TooMany(String),
    /// Nobody takes the rows any more, and whoever took them says why.
    Unheard,
}

impl Reading {
    fn new(sender: mpsc::Sender<Vec<u8>>, told: Told) -> Self {
        Self {
            sheet: Sheet::default(),
            rows: 0,
            refused: Refused::default(),
            sender,
            told,
        }
    }

    fn all(
        mut self,
        path: &Path,
        mut reader: MetricsReader,
    ) -> Result<(FileRead, Names), AppError> {
        let mut file = BufReader::with_capacity(CHUNK, open_file(path)?);
        let ended = self.lines(path, &mut file, &mut reader)?;
        match ended {
            Ok(()) | Err(Stopped::Unheard) => {}
            Err(Stopped::File(fault)) => return Err(refused_file(path, &fault)),
            Err(Stopped::TooMany(reason)) => return Err(refused_file(path, &reason)),
        }
        let left_out = reader.left_out().into_iter();
        let left_out = left_out.map(|(what, count)| {
            format!("{count} samples were left out that are {what} and no measured values.")
        });
        let read = FileRead {
            rows: self.rows,
            refused: self.refused,
            left_out: left_out.collect(),
        };
        let (bytes, names) = self.sheet.end();
        drop(self.sender.blocking_send(bytes));
        Ok((read, names))
    }

    /// Every line, and the end.
    fn lines(
        &mut self,
        path: &Path,
        file: &mut impl BufRead,
        reader: &mut MetricsReader,
    ) -> Result<Result<(), Stopped>, AppError> {
        let mut line = Vec::new();
        // One byte more than a line may have, and its end.
        let most = u64::try_from(MOST_LINE)
            .unwrap_or(u64::MAX)
            .saturating_add(2);
        loop {
            line.clear();
            let read = file.by_ref().take(most).read_until(b'\n', &mut line);
            let read = read.map_err(|source| AppError::Unreadable {
                path: path.to_owned(),
                source,
            })?;
            if read == 0 {
                return Ok(self.end(reader));
            }
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            if let Err(stopped) = self.line(reader, text) {
                return Ok(Err(stopped));
            }
        }
    }

    fn line(&mut self, reader: &mut MetricsReader, text: &[u8]) -> Result<(), Stopped> {
        let mut stopped = None;
        let mut take = |row| {
            if let Err(reason) = self.take(row) {
                stopped = Some(reason);
            }
        };
        reader.line(text, &mut take).map_err(Stopped::File)?;
        match stopped {
            Some(stopped) => Err(stopped),
            None => self.send(),
        }
    }

    fn end(&mut self, reader: &mut MetricsReader) -> Result<(), Stopped> {
        let mut take = |row| drop(self.take(row));
        reader.end(&mut take).map_err(Stopped::File)
    }

    fn take(&mut self, row: Result<MetricPoint, RowError>) -> Result<(), Stopped> {
        self.rows = self.rows.saturating_add(1);
        match row {
            Ok(point) => {
                let pushed = self.sheet.push(&point);
                pushed.map_err(|reason| Stopped::TooMany(reason.to_string()))?;
            }
            Err(error) => {
                self.refused.count = self.refused.count.saturating_add(1);
                if self.refused.count <= MOST_TOLD {
                    self.refused.rows.push(error);
                }
            }
        }
        if self.rows.is_multiple_of(TOLD_ROWS) {
            (self.told)(ImportProgress {
                step: "Reading the file".to_owned(),
                rows: self.rows,
                refused: self.refused.count,
            });
        }
        if self.rows.is_multiple_of(LOOKED_ROWS) && self.sender.is_closed() {
            return Err(Stopped::Unheard);
        }
        Ok(())
    }

    fn send(&mut self) -> Result<(), Stopped> {
        if self.sheet.waiting() < CHUNK {
            return Ok(());
        }
        let bytes = self.sheet.take();
        self.sender
            .blocking_send(bytes)
            .map_err(|_| Stopped::Unheard)
    }
}

fn refused_file(path: &Path, reason: &impl std::fmt::Display) -> AppError {
    let reason = reason.to_string();
    let end = if reason.ends_with('.') { "" } else { "." };
    AppError::BadInput(format!(
        "{} was not imported: {reason}{end}",
        path.display()
    ))
}

/// All refused rows by their lines, as many as are told.
fn merged(mut read: Refused, judged: Refused) -> Refused {
    read.count = read.count.saturating_add(judged.count);
    read.duplicates = read.duplicates.saturating_add(judged.duplicates);
    read.rows.extend(judged.rows);
    read.rows.sort_by_key(|row| row.line);
    read.rows
        .truncate(usize::try_from(MOST_TOLD).unwrap_or(usize::MAX));
    read
}

fn notes(left_out: Vec<String>, kept_out: bool, refused: &Refused) -> Vec<String> {
    let mut notes = left_out;
    if kept_out {
        notes.push("Nothing was imported, because all rows were to land or none.".to_owned());
    }
    if refused.count > MOST_TOLD {
        notes.push(format!(
            "Only the first {MOST_TOLD} refused rows are told, by their lines."
        ));
    }
    notes
}
