//! What somebody chose to compare a database with, kept so that nobody need choose it again: `sources.json` beside the
//! connections file.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use provost_core::connections::ProfileId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::environment::Environment;
use crate::error::AppError;
use crate::files::private::{lock, replace};

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

/// The text of the file. What a newer Provost wrote beside is kept as it is.
#[derive(Default, Serialize, Deserialize)]
struct Text {
    schema: String,
    #[serde(default)]
    connections: BTreeMap<ProfileId, Entry>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Default, Clone, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    saved: SavedSources,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// The file of one person.
#[derive(Debug, Clone)]
pub struct SourcesFile {
    path: PathBuf,
}

impl SourcesFile {
    /// The file of the configuration folder. Neither need exist.
    #[must_use]
    pub fn new(environment: &Environment) -> Self {
        Self::in_folder(&environment.config_folder)
    }

    /// The file `sources.json` of a folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join("sources.json"),
        }
    }

    /// What was chosen for a connection; nothing when nobody chose anything. Blocks for a moment.
    ///
    /// # Errors
    /// [`AppError::Unreadable`] when the file is there and cannot be read, [`AppError::BadInput`] when it makes no sense.
    pub fn load(&self, id: ProfileId) -> Result<SavedSources, AppError> {
        let (_, mut text) = self.read()?;
        Ok(text.connections.remove(&id).unwrap_or_default().saved)
    }

    /// Whether somebody chose a path for any connection. Blocks for a moment.
    ///
    /// # Errors
    /// As [`SourcesFile::load`].
    pub fn names(&self, path: &str) -> Result<bool, AppError> {
        let (_, text) = self.read()?;
        let mut entries = text.connections.values();
        Ok(entries.any(|entry| entry.saved.names(path)))
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
        let failed = |source| AppError::Unwritten {
            path: self.path.clone(),
            source,
        };
        let _lock = lock(&self.beside("lock"))
            .map_err(failed)?
            .ok_or_else(|| failed(io::Error::other("another copy of Provost is writing it")))?;
        let (before, mut text) = self.read()?;
        change(&mut text.connections.entry(id).or_default().saved);
        SCHEMA.clone_into(&mut text.schema);
        let mut bytes = serde_json::to_vec_pretty(&text)
            .map_err(|error| failed(io::Error::other(error.to_string())))?;
        bytes.push(b'\n');
        if before.as_deref() == Some(bytes.as_slice()) {
            return Ok(());
        }
        replace(&self.path, &self.beside("bak"), before.as_deref(), &bytes).map_err(failed)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(format!("json.{ending}"))
    }

    fn read(&self) -> Result<(Option<Vec<u8>>, Text), AppError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok((None, Text::default()));
            }
            Err(source) => {
                return Err(AppError::Unreadable {
                    path: self.path.clone(),
                    source,
                });
            }
        };
        let text: Text = serde_json::from_slice(&bytes).map_err(|error| {
            self.refused(&format!(
                "is damaged at line {}, column {}",
                error.line(),
                error.column()
            ))
        })?;
        if text.schema != SCHEMA {
            return Err(self.refused(&format!(
                "has the form {}, and this version of Provost reads {SCHEMA}",
                text.schema
            )));
        }
        Ok((Some(bytes), text))
    }

    fn refused(&self, what: &str) -> AppError {
        AppError::BadInput(format!(
            "The file of what databases were compared with, {}, {what}. It is left as it is: mend it, or move it away and choose anew.",
            self.path.display()
        ))
    }
}

#[cfg(test)]
mod tests;
