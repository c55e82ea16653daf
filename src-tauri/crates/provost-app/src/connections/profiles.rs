//! The connections file: read each time, written whole or not at all, by one program at a time.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use provost_core::connections::Profile;

use super::format::{self, FormatError};
use crate::files::private::{self, PATIENCE, replace};

/// A profile as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProfile {
    /// The profile.
    pub profile: Profile,
    /// Whether its password was put into the keyring.
    pub in_keyring: bool,
}

/// Why the connections file could not be read or written. It is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum ProfilesError {
    /// The file is there and cannot be read.
    #[error("The connections file {path} cannot be read: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file or its folder cannot be written.
    #[error("The connections file {path} was not written: {source}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What stands in it makes no sense.
    #[error("The connections file {path} is damaged at line {line}, column {column}: {message}.")]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// The version before, when there is one.
        backup: Option<PathBuf>,
    },
    /// Somebody wrote a secret into it.
    #[error(
        "The connections file {path} has the key \"{key}\" at line {line}, and no secret may be in it."
    )]
    Secret {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The key.
        key: String,
    },
    /// A newer program wrote it.
    #[error(
        "The connections file {path} has format {format}, which this version of Provost does not know."
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        format: u32,
    },
    /// Another copy of the program writes it and does not end.
    #[error("Another copy of Provost has been writing {path} for {} seconds.", PATIENCE.as_secs())]
    Busy {
        /// The file.
        path: PathBuf,
    },
}

impl ProfilesError {
    /// What the person can do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable { .. } => "Check the rights of the file and of its folder.".into(),
            Self::Unwritable { .. } => {
                "Check the rights of the folder and the free space, then try again. Nothing was changed.".into()
            }
            Self::Corrupt { backup: Some(backup), .. } => format!(
                "Mend that line in a text editor, or put the version before in its place: {}. Nothing is written until it can be read.",
                backup.display()
            ),
            Self::Corrupt { backup: None, .. } => {
                "Mend that line in a text editor. Nothing is written until it can be read.".into()
            }
            Self::Secret { .. } => {
                "Delete that line, give the password a new value at the server if others could read the file, and enter it in Provost, which puts it into the keyring.".into()
            }
            Self::Newer { .. } => "Install the newer version of Provost.".into(),
            Self::Busy { .. } => "Close the other copy and try again.".into(),
        }
    }
}

/// The connections file of one person.
#[derive(Debug, Clone)]
pub struct Profiles {
    path: PathBuf,
}

impl Profiles {
    /// The file `connections.toml` of a folder. Neither need exist.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join("connections.toml"),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads all connections; none when there is no file yet. Blocks for a moment.
    pub fn load(&self) -> Result<Vec<StoredProfile>, ProfilesError> {
        Ok(self.read()?.1)
    }

    /// Changes the connections: reads them under a lock, lets `change` work on them, and writes them when it
    /// succeeded. Blocks for up to ten seconds when another program holds the lock.
    pub fn change<T, E: From<ProfilesError>>(
        &self,
        change: impl FnOnce(&mut Vec<StoredProfile>) -> Result<T, E>,
    ) -> Result<T, E> {
        let _lock = self.lock()?;
        let (before, mut connections) = self.read()?;
        let answer = change(&mut connections)?;
        let text = format::write(&connections)
            .map_err(|error| self.unwritable(io::Error::other(error.to_string())))?;
        if before.as_deref() != Some(text.as_bytes()) {
            replace(
                &self.path,
                &self.backup(),
                before.as_deref(),
                text.as_bytes(),
            )
            .map_err(|error| self.unwritable(error))?;
        }
        Ok(answer)
    }

    fn read(&self) -> Result<(Option<Vec<u8>>, Vec<StoredProfile>), ProfilesError> {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((None, Vec::new())),
            Err(source) => {
                return Err(ProfilesError::Unreadable {
                    path: self.path.clone(),
                    source,
                });
            }
        };
        let connections = parse(&bytes).map_err(|error| self.told(error))?;
        Ok((Some(bytes), connections))
    }

    fn told(&self, error: FormatError) -> ProfilesError {
        let path = self.path.clone();
        match error {
            FormatError::Newer { format } => ProfilesError::Newer { path, format },
            FormatError::Secret { line, key } => ProfilesError::Secret { path, line, key },
            FormatError::Corrupt {
                line,
                column,
                message,
            } => ProfilesError::Corrupt {
                path,
                line,
                column,
                message,
                backup: Some(self.backup()).filter(|backup| backup.is_file()),
            },
        }
    }

    fn backup(&self) -> PathBuf {
        self.path.with_extension("toml.bak")
    }

    fn unwritable(&self, source: io::Error) -> ProfilesError {
        ProfilesError::Unwritable {
            path: self.path.clone(),
            source,
        }
    }

    fn lock(&self) -> Result<File, ProfilesError> {
        private::lock(&self.path.with_extension("toml.lock"))
            .map_err(|error| self.unwritable(error))?
            .ok_or_else(|| ProfilesError::Busy {
                path: self.path.clone(),
            })
    }
}

fn parse(bytes: &[u8]) -> Result<Vec<StoredProfile>, FormatError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let readable = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let readable = String::from_utf8_lossy(readable);
        let (line, column) = format::place(&readable, readable.len());
        FormatError::Corrupt {
            line,
            column,
            message: "this is not UTF-8 text".into(),
        }
    })?;
    format::read(text)
}

#[cfg(test)]
mod tests;
