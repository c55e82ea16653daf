//! The forms in which a comparison is taken away.

use std::path::{Path, PathBuf};

use provost_reports::{ConsistencyFormat, consistency_file_name, file_name};
use serde::{Deserialize, Serialize};

use super::comparing::Compared;
use crate::error::AppError;
use crate::reports::free_path;

/// A form in which a comparison is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "lowercase")]
pub enum ComparisonFormat {
    /// The way back.
    Sql,
    /// For programs: `provost.schema-compared/1`.
    Json,
    /// The consistency report as one self-contained page.
    Html,
    /// The consistency report to print, sign and keep.
    Pdf,
}

impl Compared {
    /// Where a file goes when nobody chooses, as [`free_path`].
    pub fn path_in(&self, folder: &Path, format: ComparisonFormat) -> Result<PathBuf, AppError> {
        let (name, taken_at) = (&self.report.name, self.report.taken_at);
        let of_comparison = |ending| file_name("comparison", name, taken_at, ending);
        let name = match format {
            ComparisonFormat::Sql => of_comparison("sql"),
            ComparisonFormat::Json => of_comparison("json"),
            ComparisonFormat::Html => {
                consistency_file_name(name, taken_at, ConsistencyFormat::Html)
            }
            ComparisonFormat::Pdf => consistency_file_name(name, taken_at, ConsistencyFormat::Pdf),
        };
        free_path(folder, &name)
    }
}
