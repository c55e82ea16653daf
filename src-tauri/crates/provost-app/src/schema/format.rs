//! The forms in which a comparison is taken away.

use std::path::{Path, PathBuf};

use provost_reports::file_name;
use serde::{Deserialize, Serialize};

use super::comparing::Compared;
use super::script_text::{comparison_json, script_sql};
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
}

impl ComparisonFormat {
    /// How the names of its files end, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Json => "json",
        }
    }
}

impl Compared {
    /// The bytes of a file of the comparison.
    pub fn file(&self, format: ComparisonFormat) -> Result<Vec<u8>, AppError> {
        match format {
            ComparisonFormat::Sql => Ok(script_sql(&self.report).into_bytes()),
            ComparisonFormat::Json => comparison_json(&self.report).map(String::into_bytes),
        }
    }

    /// Where that file goes when nobody chooses, as [`free_path`].
    pub fn path_in(&self, folder: &Path, format: ComparisonFormat) -> Result<PathBuf, AppError> {
        let (name, taken_at) = (&self.report.name, self.report.taken_at);
        let name = file_name("comparison", name, taken_at, format.extension());
        free_path(folder, &name)
    }
}
