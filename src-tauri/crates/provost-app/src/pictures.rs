//! Taking one picture away.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use provost_reports::{PictureFormat, file_name};

use crate::environment::now;
use crate::error::AppError;
use crate::reports::free_path;
use crate::secrets::blocking;

/// A picture that can be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it shows, one word for the name of the file.
    pub what: &'static str,
    /// Of which connection or folder.
    pub name: String,
    /// When it was drawn.
    pub drawn_at: DateTime<Utc>,
    /// The drawing, on a light ground.
    pub svg: String,
}

impl Picture {
    /// A picture that was drawn now.
    #[must_use]
    pub fn of(what: &'static str, name: &str, svg: String) -> Self {
        Self {
            what,
            name: name.to_owned(),
            drawn_at: now(),
            svg,
        }
    }

    /// Where a file goes when nobody chooses, as [`free_path`].
    ///
    /// # Errors
    /// [`AppError::Folder`] when the folder cannot be made; [`AppError::BadInput`] when it is full of such files.
    pub fn path_in(&self, folder: &Path, format: PictureFormat) -> Result<PathBuf, AppError> {
        free_path(
            folder,
            &file_name(self.what, &self.name, self.drawn_at, format.extension()),
        )
    }

    /// The bytes of a file of it.
    ///
    /// # Errors
    /// [`AppError::Report`] when it cannot be painted.
    pub async fn render(&self, format: PictureFormat) -> Result<Vec<u8>, AppError> {
        let svg = self.svg.clone();
        Ok(blocking(move || provost_reports::picture(&svg, format)).await??)
    }
}
