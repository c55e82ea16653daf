//! What somebody chose to compare a database with, kept so that nobody need choose it again: `sources.json` beside the
//! connections file.

use std::path::Path;

use provost_core::connections::ProfileId;
use serde::{Deserialize, Serialize};

use crate::environment::Environment;
use crate::error::AppError;
use crate::files::per_connection::PerConnection;

/// The form of the file.
const SCHEMA: &str = "provost.sources/1";

/// What a database should be, as somebody chose it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ExpectedChoice {
    /// A file or folder of SQL.
    Sql {
        /// Where it is.
        path: String,
    },
    /// A catalog that was saved.
    Catalog {
        /// Where it is.
        path: String,
    },
    /// The database of another connection.
    Connection {
        /// Which.
        id: ProfileId,
    },
    /// Provost's own packs.
    Packs,
}

/// What somebody chose for one connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase", default)]
pub struct SavedSources {
    /// What the database should be; none when it was never compared.
    pub expected: Option<ExpectedChoice>,
    /// The folder of the migrations.
    pub migrations: Option<String>,
    /// The files that say how programs reach the database.
    pub configurations: Vec<String>,
}

impl SavedSources {
    fn names(&self, path: &str) -> bool {
        let expected = match &self.expected {
            Some(ExpectedChoice::Sql { path } | ExpectedChoice::Catalog { path }) => Some(path),
            _ => None,
        };
        let mut all = expected
            .into_iter()
            .chain(&self.migrations)
            .chain(&self.configurations);
        all.any(|one| one == path)
    }
}

/// The file of one person.
#[derive(Debug, Clone)]
pub struct SourcesFile(PerConnection<SavedSources>);

impl SourcesFile {
    /// The file of the configuration folder. Neither need exist.
    #[must_use]
    pub fn new(environment: &Environment) -> Self {
        Self::in_folder(&environment.config_folder)
    }

    /// The file `sources.json` of a folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        let subject = "what databases were compared with";
        let file = PerConnection::in_folder(folder, "sources.json", SCHEMA, subject);
        Self(file)
    }

    /// What was chosen for a connection; nothing when nobody chose anything. Blocks for a moment.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] when the file is there and cannot be read, [`AppError::BadInput`] when it makes no sense.
    pub fn load(&self, id: ProfileId) -> Result<SavedSources, AppError> {
        self.0.load(id)
    }

    /// Whether somebody chose a path for any connection. Blocks for a moment.
    ///
    /// # Errors
    /// As [`SourcesFile::load`].
    pub fn names(&self, path: &str) -> Result<bool, AppError> {
        Ok(self.0.values()?.values().any(|saved| saved.names(path)))
    }

    /// Changes what was chosen for a connection. Blocks for up to ten seconds when another program holds the file.
    ///
    /// # Errors
    /// As [`SourcesFile::load`], and [`AppError::Unwritten`]; the file is then as it was.
    pub fn change(
        &self,
        id: ProfileId,
        change: impl FnOnce(&mut SavedSources),
    ) -> Result<(), AppError> {
        self.0.change(id, change)
    }
}

#[cfg(test)]
mod tests;
