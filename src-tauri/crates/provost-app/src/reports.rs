//! Writing an audit to a file in one of its forms, and finding a place for any report.

mod model;

use std::path::{Path, PathBuf};

use provost_reports::{AuditReport, Format, report_file_name};

pub(crate) use model::everything_of;
pub use model::{MadeModelReport, ModelReportAsked, ModelReportFormat};

use crate::error::AppError;
use crate::secrets::blocking;

/// Copies of one report that a folder may hold under numbered names.
const MOST_COPIES: u32 = 999;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Exported {
    /// The file.
    pub path: String,
    /// Its folder.
    pub folder: String,
    /// Its size in bytes.
    pub bytes: u32,
}

/// The form that a file's ending asks for.
#[must_use]
pub fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    Format::ALL
        .into_iter()
        .find(|format| format.extension() == ending)
}

/// Renders an audit. The same report gives the same bytes.
pub async fn render(report: AuditReport, format: Format) -> Result<Vec<u8>, AppError> {
    Ok(blocking(move || provost_reports::render(&report, format)).await??)
}

/// Renders an audit and writes it, whole or not at all.
pub async fn write(report: AuditReport, format: Format, path: &Path) -> Result<Exported, AppError> {
    write_bytes(render(report, format).await?, path).await
}

/// Writes a file whole or not at all.
pub async fn write_bytes(bytes: Vec<u8>, path: &Path) -> Result<Exported, AppError> {
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let target = path.to_owned();
    blocking(move || provost_reports::write_file(&target, &bytes)).await??;
    Ok(Exported {
        path: path.display().to_string(),
        folder: path.parent().unwrap_or(Path::new("")).display().to_string(),
        bytes: size,
    })
}

/// Where the report of an audit goes when nobody chooses, as [`free_path`].
pub fn path_in(folder: &Path, report: &AuditReport, format: Format) -> Result<PathBuf, AppError> {
    let name = report_file_name(&report.profile_name, report.audit.subject.taken_at, format);
    free_path(folder, &name)
}

/// Where a file goes when nobody chooses: this folder, which is made, under this name. A file that is there under that name
/// is kept; the new one gets a number.
pub fn free_path(folder: &Path, name: &str) -> Result<PathBuf, AppError> {
    std::fs::create_dir_all(folder).map_err(|source| AppError::Folder {
        path: folder.to_owned(),
        source,
    })?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..=MOST_COPIES).map(|number| format!("{stem}-{number}.{ending}"));
    let mut paths = std::iter::once(name.to_owned())
        .chain(numbered)
        .map(|name| folder.join(name));
    paths.find(|path| !path.exists()).ok_or_else(|| {
        AppError::BadInput(format!(
            "{} is full of reports of this name. Move some away.",
            folder.display()
        ))
    })
}
